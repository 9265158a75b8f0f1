import ChatDomain
import JSON
import Primitives
import ServerTesting
import Testing
import WebSocketProtocol

/// A page or a console as a test plays it: says commands as JSON and reads notices one after the other.
final class ChatPeer {
  struct Unwanted: Error { let code: String }
  struct Closed: Error { let code: CloseCode? }

  /// What came from the server.
  enum Event {
    case notice(JSONValue)
    case closed(CloseCode?)
    case ended
  }

  private let socket: BlockingSocket
  private var client = WebSocketClient(subprotocols: ["secondring.1"])
  private var pending: [Event] = []

  init(_ server: TestShop, _ path: String, origin: String? = nil, cookie: String? = nil) throws {
    socket = try server.connect()
    try socket.send(client.request(host: server.host, path: path, origin: origin, cookie: cookie))
    while !client.isOpen { try take(try socket.receive()) }
  }

  func say(_ command: String) throws { try socket.send(client.message(.text, Array(command.utf8))) }

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

  private func take(_ bytes: [UInt8]) throws {
    let (events, answer) = try client.take(bytes)
    try socket.send(answer)
    for event in events {
      switch event {
      case .message(.text, let text): try received(try JSONValue(text))
      case .message(.binary, _): Issue.record("the server sent a binary message")
      case .closed(let code): pending.append(.closed(code))
      }
    }
  }

  private func received(_ notice: JSONValue) throws {
    guard notice["type"]?.string == "beat" else { return pending.append(.notice(notice)) }
    // As every page does.
    try say(#"{"type":"beat","active":true}"#)
  }
}
