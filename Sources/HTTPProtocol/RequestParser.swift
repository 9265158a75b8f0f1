import Primitives

/// A request on its way in: idle -> head -> body -> idle.
enum RequestParser {
  case idle
  case head(HeadCollector)
  case body(RequestHead, [UInt8])

  enum Stage { case idle, head, body }

  enum Outcome {
    case more
    /// The head is whole and its sender waits for `100 Continue`.
    case askedToContinue
    case request(HTTPRequest)
  }

  var stage: Stage {
    switch self {
    case .idle: .idle
    case .head: .head
    case .body: .body
    }
  }

  /// Takes bytes from `position` on, up to the end of the request.
  mutating func receive(
    _ bytes: Span<UInt8>, from position: inout Int, limits: HTTPLimits
  ) throws(HTTPFault) -> Outcome {
    switch self {
    case .idle:
      guard position < bytes.count else { return .more }
      return try receiveHead(HeadCollector(), bytes, &position, limits)
    case .head(let collected):
      return try receiveHead(collected, bytes, &position, limits)
    case .body(let head, let body):
      return receiveBody(head, body, bytes, &position)
    }
  }

  private mutating func receiveHead(
    _ before: HeadCollector, _ bytes: Span<UInt8>, _ position: inout Int, _ limits: HTTPLimits
  ) throws(HTTPFault) -> Outcome {
    var collected = before
    self = .idle
    guard try collected.receive(bytes, from: &position, limits: limits) else {
      self = .head(collected)
      return .more
    }
    let head = try RequestHead(collected, limits: limits)
    if head.expectsContinue, head.bodyLength > 0, position == bytes.count {
      self = .body(head, [])
      return .askedToContinue
    }
    return receiveBody(head, [], bytes, &position)
  }

  private mutating func receiveBody(
    _ head: RequestHead, _ before: [UInt8], _ bytes: Span<UInt8>, _ position: inout Int
  ) -> Outcome {
    var body = before
    self = .idle
    let end = position &+ min(head.bodyLength &- body.count, bytes.count &- position)
    body.append(copying: bytes.extracting(position..<end))
    position = end
    guard body.count == head.bodyLength else {
      self = .body(head, body)
      return .more
    }
    return .request(head.request(body: body))
  }
}
