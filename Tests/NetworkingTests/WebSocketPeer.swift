import EventLoops
import HTTPProtocol
import Networking
import Primitives
import WebSocketProtocol

/// A WebSocket client on a plain blocking socket.
final class WebSocketPeer {
  struct Refused: Error { let status: Int }

  /// What the server did, with its bytes copied.
  enum Event: Equatable {
    case message(MessageKind, [UInt8])
    case closed(CloseCode?)
    case ended
  }

  let peer: Peer
  private var session: WebSocketSession
  private var pending: [Event] = []

  init(_ address: SocketAddress, path: String = "/ws", receiveBuffer: Int32? = nil) async throws {
    peer = try Peer(address, receiveBuffer: receiveBuffer)
    var limits = WebSocketLimits()
    limits.message = 64 << 20
    session = WebSocketSession(.client(maskSeed: 17), limits: limits, at: Clock.now())
    try await shakeHands(path)
  }

  static func several(_ count: Int, _ address: SocketAddress) async throws -> [WebSocketPeer] {
    var peers: [WebSocketPeer] = []
    for _ in 0..<count { peers.append(try await WebSocketPeer(address)) }
    return peers
  }

  func send(_ kind: MessageKind, _ bytes: [UInt8]) async throws {
    var outgoing = ByteQueue()
    session.send(kind, bytes.span, into: &outgoing)
    try await write(outgoing)
  }

  func close(_ code: CloseCode) async throws {
    var outgoing = ByteQueue()
    session.close(code, at: Clock.now(), into: &outgoing)
    try await write(outgoing)
  }

  /// The next message or the end.
  func next() async throws -> Event {
    while pending.isEmpty {
      let bytes = try await peer.receive()
      if bytes.isEmpty { return .ended }
      try await take(bytes)
    }
    return pending.removeFirst()
  }

  private func shakeHands(_ path: String) async throws {
    var request = ByteQueue()
    let handshake = ClientHandshake(nonce: Array(0..<16))
    handshake.append(host: "x", path: path, to: &request)
    try await write(request)
    var answer: [UInt8] = []
    while true {
      let more = try await peer.receive()
      answer += more
      guard let (head, size) = try HTTPResponseHead.read(answer) else {
        if more.isEmpty { throw Refused(status: 0) }
        continue
      }
      guard handshake.isAccepted(status: head.status.rawValue, field: { head.headers[$0] }) else {
        throw Refused(status: head.status.rawValue)
      }
      return try await take(Array(answer[size...]))
    }
  }

  private func take(_ bytes: [UInt8]) async throws {
    var bytes = bytes
    var outgoing = ByteQueue()
    var span = bytes.mutableSpan
    var position = 0
    while let event = session.next(in: &span, from: &position, at: Clock.now(), answering: &outgoing) {
      switch event {
      case .text(let message): pending.append(.message(.text, message.copied(from: span.span)))
      case .binary(let message): pending.append(.message(.binary, message.copied(from: span.span)))
      case .ping, .pong: break
      case .closed(let code, _): pending.append(.closed(code))
      case .failed(let error): throw error
      }
    }
    try await write(outgoing)
  }

  private func write(_ queue: ByteQueue) async throws {
    // An empty send would still wait for a long one that waits for its echoes to be read.
    guard !queue.isEmpty else { return }
    try await peer.send(queue.withSpan { Array(copying: $0) })
  }
}
