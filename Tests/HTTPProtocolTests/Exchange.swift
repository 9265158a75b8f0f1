import HTTPProtocol
import Primitives

/// A session with a clock and everything it sent.
struct Exchange {
  var session: HTTPSession
  var outgoing = ByteQueue()
  var now = Instant(milliseconds: 0)
  let date = HTTPDate(Instant(milliseconds: 784_111_777_000))

  init(limits: HTTPLimits = HTTPLimits()) { session = HTTPSession(limits: limits, at: now) }

  /// Hands one read in without answering.
  mutating func receive(_ text: String) -> HTTPEvent? {
    let bytes = Array(text.utf8)
    var position = 0
    return session.next(in: bytes.span, from: &position, at: now, answering: &outgoing)
  }

  /// Hands the bytes in as reads of the given sizes and answers every event at once.
  mutating func converse(_ bytes: [UInt8], cutBy sizes: () -> Int = { Int.max }) -> [HTTPEvent] {
    var (rest, events) = (bytes[...], [HTTPEvent]())
    while !rest.isEmpty {
      let read = Array(rest.prefix(max(1, sizes())))
      rest = rest.dropFirst(read.count)
      var position = 0
      while let event = session.next(in: read.span, from: &position, at: now, answering: &outgoing) {
        events.append(event)
        answer(event)
      }
    }
    return events
  }

  mutating func converse(_ text: String) -> [HTTPEvent] { converse(Array(text.utf8)) }

  mutating func respond(_ response: HTTPResponse) {
    session.respond(response, at: now, date: date, into: &outgoing)
  }

  /// Takes what the session sent.
  mutating func sent() -> String {
    defer { outgoing = ByteQueue() }
    return outgoing.withSpan { String(decoding: [UInt8](copying: $0), as: UTF8.self) }
  }

  private mutating func answer(_ event: HTTPEvent) {
    switch event {
    case .request: respond(HTTPResponse(200, text: "ok"))
    case .fault(let fault): respond(fault.response)
    }
  }
}
