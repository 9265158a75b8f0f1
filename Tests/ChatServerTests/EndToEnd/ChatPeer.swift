import ChatDomain
import EventLoops
import HTTPProtocol
import JSON
import Primitives
import Testing
import WebSocketProtocol

/// A page or a console as a test plays it: says commands as JSON and reads notices one after the other.
final class ChatPeer {
  struct Refused: Error { let status: Int }
  struct Unwanted: Error { let code: String }
  struct Closed: Error { let code: CloseCode? }

  /// What came from the server.
  enum Event {
    case notice(JSONValue)
    case closed(CloseCode?)
    case ended
  }

  private let socket: BlockingSocket
  private var session: WebSocketSession
  private var pending: [Event] = []

  init(_ server: TestShop, _ path: String, origin: String? = nil, cookie: String? = nil) throws {
    socket = try server.connect()
    session = WebSocketSession(.client(maskSeed: 17), at: Clock.now())
    var request = ByteQueue()
    let handshake = ClientHandshake(nonce: Array(0..<16), subprotocols: ["secondring.1"])
    handshake.append(host: server.host, path: path, origin: origin, cookie: cookie, to: &request)
    try write(request)
    try readAnswer(to: handshake)
  }

  func say(_ command: String) throws {
    var outgoing = ByteQueue()
    let bytes = Array(command.utf8)
    session.send(text: bytes.span, into: &outgoing)
    try write(outgoing)
  }

  /// Goes away without a word, as a train into a tunnel does.
  func hangUp() { socket.shutDown() }

  /// The next thing, whatever it is.
  func next() throws -> Event {
    while pending.isEmpty {
      let bytes = try socket.receive()
      if bytes.isEmpty { return .ended }
      try take(bytes)
    }
    return pending.removeFirst()
  }

  /// The next notice of this type that also `fits`; what comes before it is passed over, but for a refusal.
  func notice(_ type: String, where fits: (JSONValue) -> Bool = { _ in true }) throws -> JSONValue {
    while true {
      switch try next() {
      case .notice(let notice):
        if notice["type"]?.string == type, fits(notice) { return notice }
        if notice["type"]?.string == "error" { throw Unwanted(code: notice["code"]?.string ?? "") }
      case .closed(let code): throw Closed(code: code)
      case .ended: throw Closed(code: nil)
      }
    }
  }

  /// Waits until the team's list has somebody with this presence.
  func wait(forPresence presence: String) throws {
    _ = try notice("team") { notice in
      notice["team"]?.elements?.contains { $0["presence"]?.string == presence } == true
    }
  }

  /// With which code the server closes; every notice before it is passed over.
  func closeCode() throws -> CloseCode? {
    while true {
      switch try next() {
      case .notice: continue
      case .closed(let code): return code
      case .ended: return nil
      }
    }
  }

  private func readAnswer(to handshake: ClientHandshake) throws {
    var answer: [UInt8] = []
    while true {
      let more = try socket.receive()
      answer += more
      guard let (head, size) = try HTTPResponseHead.read(answer) else {
        if more.isEmpty { throw Refused(status: 0) }
        continue
      }
      guard handshake.isAccepted(status: head.status.rawValue, field: { head.headers[$0] }) else {
        throw Refused(status: head.status.rawValue)
      }
      return try take(Array(answer[size...]))
    }
  }

  private func take(_ bytes: [UInt8]) throws {
    var bytes = bytes
    var outgoing = ByteQueue()
    var span = bytes.mutableSpan
    var position = 0
    while let event = session.next(in: &span, from: &position, at: Clock.now(), answering: &outgoing) {
      switch event {
      case .text(let message): received(try JSONValue(message.copied(from: span.span)), &outgoing)
      case .binary: Issue.record("the server sent a binary message")
      case .ping, .pong: break
      case .closed(let code, _): pending.append(.closed(code))
      case .failed(let error): throw error
      }
    }
    try write(outgoing)
  }

  private func received(_ notice: JSONValue, _ outgoing: inout ByteQueue) {
    guard notice["type"]?.string == "beat" else { return pending.append(.notice(notice)) }
    // As every page does.
    let beat = Array(#"{"type":"beat","active":true}"#.utf8)
    session.send(text: beat.span, into: &outgoing)
  }

  private func write(_ queue: ByteQueue) throws {
    try socket.send(queue.withSpan { Array(copying: $0) })
  }
}
