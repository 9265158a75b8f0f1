import HTTPProtocol
import Primitives
import WebSocketProtocol

/// A connection that answers every request, at once or after each read, and upgrades who asks for it.
enum HTTPFuzz {
  static func fault(in input: FuzzInput) -> String? {
    let (talk, fault) = input.playedAlike { reads in
      var talk = HTTPTalk(answersLater: input.chooses(0))
      for read in reads { talk.receive(read) }
      return talk.outcome
    }
    return fault ?? talk.requests.lazy.compactMap(Self.fault).first
  }

  private static func fault(of request: HTTPRequest) -> String? {
    let limits = HTTPLimits()
    guard request.headers.fields.count <= limits.fields, request.body.count <= limits.body else { return "too much" }
    guard request.path == "*" || request.path.hasPrefix("/"), !request.path.contains("/../") else {
      return "the path \(request.path)"
    }
    let text = request.headers.fields.flatMap { Array($0.name.utf8) + Array($0.value.utf8) }
    return text.contains { $0 < 0x20 && $0 != 0x09 } ? "a control character in \(request.headers)" : nil
  }
}

/// One connection from its first byte on.
private struct HTTPTalk {
  struct Outcome: Equatable {
    var events: [HTTPEvent] = []
    var sent = ""
    /// What came behind an upgrade.
    var tunnel: [UInt8]?
    var isFinished = false

    var requests: [HTTPRequest] {
      events.compactMap { event in
        if case .request(let request) = event { request } else { nil }
      }
    }
  }

  private static let now = Instant(milliseconds: 0)
  private static let date = HTTPDate(now)
  private let answersLater: Bool
  private var session = HTTPSession(at: now)
  private var outgoing = ByteQueue()
  private var seen = Outcome()
  private var unanswered: HTTPEvent?

  init(answersLater: Bool) { self.answersLater = answersLater }

  /// Whether we were asked to go on is a matter of what came with the head, so it is left out.
  var outcome: Outcome {
    var outcome = seen
    let sent = outgoing.withSpan { String(decoding: [UInt8](copying: $0), as: UTF8.self) }
    outcome.sent = sent.split(separator: "HTTP/1.1 100 Continue\r\n\r\n").joined()
    outcome.isFinished = session.isFinished
    return outcome
  }

  mutating func receive(_ read: [UInt8]) {
    take(read)
    while let event = unanswered.take() {
      answer(event)
      take([])
    }
  }

  private mutating func take(_ read: [UInt8]) {
    var position = 0
    while seen.tunnel == nil,
      let event = session.next(in: read.span, from: &position, at: Self.now, answering: &outgoing)
    {
      seen.events.append(event)
      if answersLater { unanswered = event } else { answer(event) }
    }
    seen.tunnel?.append(contentsOf: read[position...])
  }

  private mutating func answer(_ event: HTTPEvent) {
    switch event {
    case .request(let request): if !upgrades(request) { respond(HTTPResponse(200)) }
    case .fault(let fault): respond(fault.response)
    }
  }

  private mutating func respond(_ response: HTTPResponse) {
    session.respond(response, at: Self.now, date: Self.date, into: &outgoing)
  }

  private mutating func upgrades(_ request: HTTPRequest) -> Bool {
    let handshake = try? OpeningHandshake(
      method: request.method.rawValue, isHTTP11: request.version == .http11, field: { request.headers[$0] })
    guard let handshake else { return false }
    var headers: HTTPHeaders = [:]
    for field in handshake.fields(compression: handshake.compression) { headers.add(field.name, field.value) }
    seen.tunnel = session.upgrade(headers, date: Self.date, into: &outgoing)
    return true
  }
}
