import Networking
import ServerTesting
import WebSocketProtocol

/// A WebSocket client on a plain blocking socket.
final class WebSocketPeer {
  /// What the server did.
  enum Event: Equatable {
    case message(MessageKind, [UInt8])
    case closed(CloseCode?)
    case ended
  }

  let peer: Peer
  private var client: WebSocketClient
  private var pending: [Event] = []

  init(_ address: SocketAddress, path: String = "/ws", receiveBuffer: Int32? = nil) async throws {
    peer = try Peer(address, receiveBuffer: receiveBuffer)
    var limits = WebSocketLimits()
    limits.message = 64 << 20
    client = WebSocketClient(limits: limits)
    try await peer.send(client.request(host: "x", path: path))
    while !client.isOpen { try await take(try await peer.receive()) }
  }

  static func several(_ count: Int, _ address: SocketAddress) async throws -> [WebSocketPeer] {
    var peers: [WebSocketPeer] = []
    for _ in 0..<count { peers.append(try await WebSocketPeer(address)) }
    return peers
  }

  func send(_ kind: MessageKind, _ bytes: [UInt8]) async throws { try await write(client.message(kind, bytes)) }

  func close(_ code: CloseCode) async throws { try await write(client.close(code)) }

  /// The next message or the end.
  func next() async throws -> Event {
    while pending.isEmpty {
      let bytes = try await peer.receive()
      if bytes.isEmpty { return .ended }
      try await take(bytes)
    }
    return pending.removeFirst()
  }

  private func take(_ bytes: [UInt8]) async throws {
    let (events, answer) = try client.take(bytes)
    for event in events {
      switch event {
      case .message(let kind, let bytes): pending.append(.message(kind, bytes))
      case .closed(let code): pending.append(.closed(code))
      }
    }
    try await write(answer)
  }

  private func write(_ bytes: [UInt8]) async throws {
    // An empty send would still wait for a long one that waits for its echoes to be read.
    guard !bytes.isEmpty else { return }
    try await peer.send(bytes)
  }
}
