import ChatDomain
import JSON
import Primitives

extension JSONReader {
  mutating func identifier<Kind>() throws(JSONError) -> Identifier<Kind> {
    try ascii { Identifier<Kind>(ascii: $0) }
  }

  /// A whole number from 0.
  mutating func natural() throws(JSONError) -> Int {
    let start = offset
    let number = try int()
    guard number >= 0 else { throw .range(at: start) }
    return number
  }

  /// Text for people, or none for `null`; what is too long is cut rather than refused.
  mutating func text(_ limit: Int) throws(JSONError) -> String {
    if try kind() == .null {
      try null()
      return ""
    }
    return try string().cut(to: limit)
  }

  /// Text for machines, which means nothing when cut.
  mutating func whole(_ limit: Int) throws(JSONError) -> String {
    let start = offset
    let text = try text(.max)
    guard text.utf8.count <= limit else { throw .range(at: start) }
    return text
  }

  /// The shop's key of a customer; a number is its digits, and 0 is a key like any other.
  mutating func customerID() throws(JSONError) -> String {
    try kind() == .number ? String(try int()) : try whole(DomainLimits.label)
  }

  mutating func page() throws(JSONError) -> Page {
    var (url, title) = ("", "")
    try openObject()
    while let key = try nextKey() {
      switch key {
      case "url": url = try text(DomainLimits.address)
      case "title": title = try text(DomainLimits.label)
      default: try skip()
      }
    }
    return Page(url: url, title: title)
  }

  /// One point (a visitor's) or a list of them (a console's).
  mutating func resumePoints() throws(JSONError) -> [ResumePoint] {
    switch try kind() {
    case .null:
      try null()
      return []
    case .object: return [try resumePoint()]
    default: break
    }
    var points: [ResumePoint] = []
    try openArray()
    while try nextElement() {
      guard points.count < CommandFields.resumeLimit else { throw .range(at: offset) }
      points.append(try resumePoint())
    }
    return points
  }

  private mutating func resumePoint() throws(JSONError) -> ResumePoint {
    let start = offset
    var (conversation, seq, mid) = (ConversationID?.none, 0, MessageID?.none)
    try openObject()
    while let key = try nextKey() {
      switch key {
      case "c": conversation = try identifier()
      case "seq": seq = try natural()
      case "mid" where try kind() != .null: mid = try identifier()
      default: try skip()
      }
    }
    guard let conversation else { throw .type(at: start) }
    return ResumePoint(conversation: conversation, seq: seq, mid: mid)
  }
}
