package import Primitives

/// The server's side of one HTTP/1.1 connection: bytes in, requests out; one answer for each, in order.
///
/// The caller reads into a buffer and calls `next` until it answers nil; after each event it answers with `respond`,
/// now or later. When the answer comes later, call `next` again afterwards, with no bytes if none came.
package struct HTTPSession: Sendable {
  /// reading -> answering -> (reading | finished | upgraded), or reading -> finished after a long silence.
  private enum Phase {
    case reading(until: Instant)
    case answering(isHead: Bool, closes: Bool)
    case finished
    case upgraded
  }

  private let limits: HTTPLimits
  private var parser = RequestParser.idle
  private var phase: Phase
  /// What was sent ahead of the answers, and how much of its front is taken in already.
  private var ahead: [UInt8] = []
  private var takenAhead = 0

  /// A connection that was just opened.
  package init(limits: HTTPLimits = HTTPLimits(), at now: Instant) {
    self.limits = limits
    phase = .reading(until: now + limits.idleWithin)
  }

  /// Whether nothing more is read: send what is outgoing, then close the socket.
  package var isFinished: Bool {
    switch phase {
    case .finished: true
    case .reading, .answering, .upgraded: false
    }
  }

  /// Whether bytes of later requests are kept: they are taken in before any that are read from now on.
  package var isAhead: Bool { takenAhead < ahead.count }

  /// The next request from `position` on in `bytes`; nil once all of them are taken in, or while an answer is awaited.
  ///
  /// `100 Continue` is sent without asking.
  package mutating func next(
    in bytes: Span<UInt8>, from position: inout Int, at now: Instant, answering outgoing: inout ByteQueue
  ) -> HTTPEvent? {
    switch phase {
    case .reading:
      return nextAhead(now, &outgoing) ?? read(bytes, &position, now, &outgoing)
    case .answering(let isHead, _):
      keep(bytes.extracting(droppingFirst: position), isHead: isHead)
      position = bytes.count
      return nil
    case .finished:
      position = bytes.count
      return nil
    case .upgraded:
      return nil
    }
  }

  /// Answers the request, or the fault, that `next` or `pass` gave last.
  package mutating func respond(
    _ response: HTTPResponse, at now: Instant, date: HTTPDate, into outgoing: inout ByteQueue
  ) {
    guard case .answering(let isHead, let closes) = phase else { return }
    let ends = closes || response.closes
    ResponseWriter.append(response, isHead: isHead, closes: ends, date: date, to: &outgoing)
    phase = ends ? .finished : .reading(until: now + limits.idleWithin)
  }

  /// Answers the request with 101 and these fields, and ends this session: the connection speaks another protocol.
  ///
  /// Returns bytes of that protocol that were already taken in; they come before what is left in the caller's buffer.
  package mutating func upgrade(_ headers: HTTPHeaders, date: HTTPDate, into outgoing: inout ByteQueue) -> [UInt8] {
    guard case .answering = phase else { return [] }
    ResponseWriter.append(HTTPResponse(101, headers: headers), closes: false, date: date, to: &outgoing)
    phase = .upgraded
    defer { dropAhead() }
    return Array(ahead[takenAhead...])
  }

  /// Keeps bytes that the caller has read but may not answer yet, because the client has too many answers to take;
  /// the next call of `next` takes them in first.
  ///
  /// The caller reads nothing more until then, so what is kept here is never more than one read.
  package mutating func postpone(_ bytes: Span<UInt8>) {
    switch phase {
    case .reading: ahead.append(copying: bytes)
    case .answering(let isHead, _): keep(bytes, isHead: isHead)
    case .finished, .upgraded: break
    }
  }

  /// Answers the request with 200 and these fields, and ends this session: what is sent from here on is the body, until the
  /// connection closes.
  package mutating func answerWithoutEnd(_ headers: HTTPHeaders, date: HTTPDate, into outgoing: inout ByteQueue) {
    guard case .answering = phase else { return }
    ResponseWriter.appendHead(HTTPResponse(200, headers: headers), length: nil, closes: true, date: date, to: &outgoing)
    phase = .upgraded
    dropAhead()
  }

  /// When `pass` wants to be called; none while an answer is awaited or requests are kept: then it is not the client's turn.
  package var nextDeadline: Instant? {
    switch phase {
    case .reading(let until): isAhead ? nil : until
    case .answering, .finished, .upgraded: nil
    }
  }

  /// Time went by: a request that is too slow becomes a fault to answer; an idle connection is `isFinished`.
  package mutating func pass(_ now: Instant) -> HTTPEvent? {
    guard case .reading(let until) = phase, until <= now, !isAhead else { return nil }
    guard parser.stage != .idle else {
      phase = .finished
      return nil
    }
    return failed(.timedOut)
  }

  private mutating func nextAhead(_ now: Instant, _ outgoing: inout ByteQueue) -> HTTPEvent? {
    guard isAhead else { return nil }
    // Out of the way: the reader changes this session while it looks at them.
    var (kept, position) = ([UInt8](), takenAhead)
    swap(&kept, &ahead)
    let event = read(kept.span, &position, now, &outgoing)
    takenAhead = 0
    guard position < kept.count else { return event }
    swap(&kept, &ahead)
    takenAhead = position
    return event
  }

  private mutating func dropAhead() { (ahead, takenAhead) = ([], 0) }

  private mutating func read(
    _ bytes: Span<UInt8>, _ position: inout Int, _ now: Instant, _ outgoing: inout ByteQueue
  ) -> HTTPEvent? {
    let before = parser.stage
    do throws(HTTPFault) {
      let outcome = try parser.receive(bytes, from: &position, limits: limits)
      return took(outcome, from: before, now, &outgoing)
    } catch {
      position = bytes.count
      return failed(error)
    }
  }

  private mutating func took(
    _ outcome: RequestParser.Outcome, from before: RequestParser.Stage, _ now: Instant, _ outgoing: inout ByteQueue
  ) -> HTTPEvent? {
    switch outcome {
    case .more:
      extendDeadline(from: before, now)
      return nil
    case .askedToContinue:
      outgoing.append(utf8: "HTTP/1.1 100 Continue\r\n\r\n")
      extendDeadline(from: before, now)
      return nil
    case .request(let request):
      phase = .answering(isHead: request.method == .head, closes: !request.keepAlive)
      return .request(request)
    }
  }

  /// Each stage has one deadline from its start on, so that dripping bytes wins no time.
  private mutating func extendDeadline(from before: RequestParser.Stage, _ now: Instant) {
    guard parser.stage != before else { return }
    switch parser.stage {
    case .idle: break
    case .head: phase = .reading(until: now + limits.headWithin)
    case .body: phase = .reading(until: now + limits.bodyWithin)
    }
  }

  private mutating func failed(_ fault: HTTPFault) -> HTTPEvent {
    parser = .idle
    dropAhead()
    phase = .answering(isHead: false, closes: true)
    return .fault(fault)
  }

  /// Who sends more ahead than is kept gets this answer and no other.
  private mutating func keep(_ bytes: Span<UInt8>, isHead: Bool) {
    guard !bytes.isEmpty else { return }
    guard ahead.count - takenAhead + bytes.count <= limits.pipelined else {
      phase = .answering(isHead: isHead, closes: true)
      return
    }
    ahead.append(copying: bytes)
  }
}
