import Deflate
import Primitives
import WebSocketProtocol

/// A server's side of a connection that echoes or ends it, as the input chooses.
struct WebSocketFuzz {
  let isCompressed: Bool

  func fault(in input: FuzzInput) -> String? {
    isCompressed ? SharedCompressor.lend { fault(in: input, $0) } : fault(in: input, nil)
  }

  private func fault(in input: FuzzInput, _ compressor: DeflateCompressor?) -> String? {
    input.playedAlike { reads in
      var talk = WebSocketTalk(input, compressor: compressor)
      for read in reads { talk.receive(read) }
      return talk.outcome
    }.fault
  }
}

private struct WebSocketTalk {
  struct Outcome: Equatable {
    /// Each with bytes of its own.
    var events: [WebSocketEvent] = []
    var sent: [UInt8] = []
    var closing = CloseHandshake.open
  }

  private static let now = Instant(milliseconds: 0)
  private let echoes: Bool
  private let endsFirst: Bool
  private var session: WebSocketSession
  private var outgoing = ByteQueue()
  private var events: [WebSocketEvent] = []

  init(_ input: FuzzInput, compressor: DeflateCompressor?) {
    (echoes, endsFirst) = (input.chooses(0), input.chooses(1))
    var limits = WebSocketLimits()
    if input.chooses(2) { limits.message = 300 }
    session = WebSocketSession(.server, limits: limits, at: Self.now, compressor: compressor)
  }

  var outcome: Outcome {
    Outcome(events: events, sent: outgoing.withSpan { Array(copying: $0) }, closing: session.closing)
  }

  mutating func receive(_ read: [UInt8]) {
    var buffer = read
    var span = buffer.mutableSpan
    var position = 0
    while let event = session.next(in: &span, from: &position, at: Self.now, answering: &outgoing) {
      events.append(event.owned(from: span.span))
      answer(events[events.count - 1])
    }
  }

  private mutating func answer(_ event: WebSocketEvent) {
    switch event {
    case .text(.owned(let bytes)):
      precondition(String(validating: bytes, as: UTF8.self) != nil, "text that is not UTF-8")
      if echoes { session.send(text: bytes.span, into: &outgoing) }
      if endsFirst { session.close(.normal, at: Self.now, into: &outgoing) }
    case .binary(.owned(let bytes)):
      if echoes { session.send(binary: bytes.span, into: &outgoing) }
    default: break
    }
  }
}

extension WebSocketEvent {
  fileprivate func owned(from buffer: Span<UInt8>) -> WebSocketEvent {
    switch self {
    case .text(let bytes): .text(.owned(bytes.copied(from: buffer)))
    case .binary(let bytes): .binary(.owned(bytes.copied(from: buffer)))
    case .ping(let bytes): .ping(.owned(bytes.copied(from: buffer)))
    case .pong(let bytes): .pong(.owned(bytes.copied(from: buffer)))
    case .closed, .failed: self
    }
  }
}
