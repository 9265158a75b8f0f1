import EventLoops
import HTTPProtocol
import Primitives
package import WebSocketProtocol

/// The client's side of a WebSocket without its socket: bytes come in, events and bytes go out.
package struct WebSocketClient {
  /// The server answered the upgrade with another status; 0: it ended before its answer.
  package struct Refused: Error { let status: Int }

  /// What the server did, with its bytes copied.
  package enum Event: Equatable {
    case message(MessageKind, [UInt8])
    case closed(CloseCode?)
  }

  private enum Phase {
    /// The bytes of the answer to the upgrade so far.
    case upgrading([UInt8])
    case open
  }

  private let handshake: ClientHandshake
  private var session: WebSocketSession
  private var phase = Phase.upgrading([])

  package init(subprotocols: [String] = [], limits: WebSocketLimits = WebSocketLimits()) {
    handshake = ClientHandshake(nonce: Array(0..<16), subprotocols: subprotocols)
    session = WebSocketSession(.client(maskSeed: 17), limits: limits, at: Clock.now())
  }

  /// Whether the server has taken the upgrade.
  package var isOpen: Bool { if case .open = phase { true } else { false } }

  /// The request to upgrade.
  package func request(host: String, path: String, origin: String? = nil, cookie: String? = nil) -> [UInt8] {
    var request = ByteQueue()
    handshake.append(host: host, path: path, origin: origin, cookie: cookie, to: &request)
    return request.withSpan { Array(copying: $0) }
  }

  /// The bytes of a message.
  package mutating func message(_ kind: MessageKind, _ bytes: [UInt8]) -> [UInt8] {
    var outgoing = ByteQueue()
    session.send(kind, bytes.span, into: &outgoing)
    return outgoing.withSpan { Array(copying: $0) }
  }

  /// The bytes of a close.
  package mutating func close(_ code: CloseCode) -> [UInt8] {
    var outgoing = ByteQueue()
    session.close(code, at: Clock.now(), into: &outgoing)
    return outgoing.withSpan { Array(copying: $0) }
  }

  /// Takes what came, empty when the server has ended: what it brings, and the bytes that answer it.
  package mutating func take(_ bytes: [UInt8]) throws -> (events: [Event], answer: [UInt8]) {
    guard case .upgrading(let before) = phase else { return try frames(bytes) }
    let answer = before + bytes
    guard let (head, size) = try HTTPResponseHead.read(answer) else {
      guard !bytes.isEmpty else { throw Refused(status: 0) }
      phase = .upgrading(answer)
      return ([], [])
    }
    guard handshake.isAccepted(status: head.status.rawValue, field: { head.headers[$0] }) else {
      throw Refused(status: head.status.rawValue)
    }
    phase = .open
    return try frames(Array(answer[size...]))
  }

  private mutating func frames(_ bytes: [UInt8]) throws -> (events: [Event], answer: [UInt8]) {
    var (bytes, outgoing, events, position) = (bytes, ByteQueue(), [Event](), 0)
    var span = bytes.mutableSpan
    while let event = session.next(in: &span, from: &position, at: Clock.now(), answering: &outgoing) {
      switch event {
      case .text(let message): events.append(.message(.text, message.copied(from: span.span)))
      case .binary(let message): events.append(.message(.binary, message.copied(from: span.span)))
      case .ping, .pong: break
      case .closed(let code, _): events.append(.closed(code))
      case .failed(let error): throw error
      }
    }
    return (events, outgoing.withSpan { Array(copying: $0) })
  }
}
