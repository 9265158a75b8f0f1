import Primitives
import WebSocketProtocol

/// What a session said, with the bytes copied.
enum Seen: Equatable {
  case text(String), binary([UInt8]), ping([UInt8]), pong([UInt8])
  case closed(UInt16?, String), failed(WebSocketError)

  init(_ event: WebSocketEvent, in buffer: Span<UInt8>) {
    self =
      switch event {
      case .text(let bytes): .text(String(decoding: bytes.copied(from: buffer), as: UTF8.self))
      case .binary(let bytes): .binary(bytes.copied(from: buffer))
      case .ping(let bytes): .ping(bytes.copied(from: buffer))
      case .pong(let bytes): .pong(bytes.copied(from: buffer))
      case .closed(let code, let reason): .closed(code?.rawValue, reason)
      case .failed(let error): .failed(error)
      }
  }
}

/// A session with a clock and everything it sent.
struct Endpoint {
  var session: WebSocketSession
  var outgoing = ByteQueue()
  var now = Instant(milliseconds: 0)

  init(
    _ role: WebSocketRole = .server, limits: WebSocketLimits = WebSocketLimits(),
    compressor: (any MessageCompressor)? = nil, window: Int = 15
  ) {
    session = WebSocketSession(role, limits: limits, at: now, compressor: compressor, window: window)
  }

  static func client() -> Endpoint { Endpoint(.client(maskSeed: 7)) }

  /// Hands one read in.
  mutating func receive(_ bytes: [UInt8]) -> [Seen] {
    var buffer = bytes
    var span = buffer.mutableSpan
    var (position, seen) = (0, [Seen]())
    while let event = session.next(in: &span, from: &position, at: now, answering: &outgoing) {
      seen.append(Seen(event, in: span.span))
    }
    return seen
  }

  /// Hands the bytes in as reads of the given sizes, the last one taking the rest.
  mutating func receive(_ bytes: [UInt8], cutBy sizes: () -> Int) -> [Seen] {
    var (rest, seen) = (bytes[...], [Seen]())
    while !rest.isEmpty {
      let size = min(max(1, sizes()), rest.count)
      seen += receive(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return seen
  }

  /// Takes what the session sent.
  mutating func sent() -> [UInt8] {
    defer { outgoing = ByteQueue() }
    return outgoing.withSpan { Array(copying: $0) }
  }

  mutating func send(text: String) { session.send(text: Array(text.utf8).span, into: &outgoing) }
  mutating func send(binary: [UInt8]) { session.send(binary: binary.span, into: &outgoing) }
}
