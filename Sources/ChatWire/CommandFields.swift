import ChatDomain
import JSON
import Primitives

/// Every field that any command has, read in one pass: JSON does not promise an order, not even `type` first.
struct CommandFields {
  /// Talks a console may resume in one hello: more than anybody has open.
  static let resumeLimit = 256

  var type = ""
  var conversation: ConversationID?
  var mid: MessageID?
  var text: String?
  var agent: String?
  var part: String?
  var seq: Int?
  var ring: Int?
  var after: Int?
  var on: Bool?
  var bell: Bool?
  var isActive: Bool?
  var hasDraft: Bool?
  var version: Int?
  var secret: String?
  var signature: String?
  var token: String?
  /// `page` of a hello, and `url` and `title` of a page.
  var `where`: Page?
  var url: String?
  var title: String?
  var referrer: String?
  var language: String?
  var timeZone: String?
  var id: String?
  var name: String?
  var email: String?
  var website: String?
  var resume: [ResumePoint] = []
  /// The first field of a wrong kind.
  private var wrong: String?

  init(_ frame: Span<UInt8>) throws(Refusal) {
    do { try read(frame) } catch {
      throw Refusal(.invalidJSON, ref: mid ?? MessageID(namedIn: frame), conversation: conversation)
    }
    if let wrong { throw refusal(.badField, wrong) }
  }

  func refusal(_ code: Refusal.Code, _ field: String, limit: Int? = nil) -> Refusal {
    Refusal(code, ref: mid, conversation: conversation, field: field, limit: limit)
  }

  func need<Value>(_ value: Value?, _ field: String) throws(Refusal) -> Value {
    guard let value else { throw refusal(.badField, field) }
    return value
  }

  func talk() throws(Refusal) -> ConversationID { try need(conversation, "c") }

  func page() throws(Refusal) -> Page { Page(url: try need(url, "url"), title: title ?? "") }

  /// One line of a person's file.
  func fact() throws(Refusal) -> String {
    let fact = try need(text, "text")
    if fact.utf8.count > DomainLimits.fact { throw refusal(.textTooLong, "text", limit: DomainLimits.fact) }
    if fact.isBlank { throw refusal(.textEmpty, "text") }
    return fact
  }
}

extension MessageID {
  /// The `mid` of a frame that is no JSON, when it can be read: whoever sent it must learn which words were refused.
  ///
  /// Looks for the bytes `"mid":"…"`. Inside a JSON string the quotation marks would have a backslash before them.
  init?(namedIn frame: Span<UInt8>) {
    let bytes = (0..<frame.count).map { frame[$0] }
    let name = Array(#""mid""#.utf8)
    for start in bytes.indices where bytes[start...].starts(with: name) {
      let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
      var rest = bytes[(start + name.count)...].drop(while: isBlank)
      guard rest.popFirst() == UInt8(ascii: ":") else { continue }
      rest = rest.drop(while: isBlank)
      guard rest.popFirst() == UInt8(ascii: "\"") else { continue }
      if let mid = Self(String(decoding: rest.prefix(27).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)) {
        self = mid
        return
      }
    }
    return nil
  }
}

extension CommandFields {
  private mutating func read(_ frame: Span<UInt8>) throws(JSONError) {
    var reader = JSONReader(frame)
    try reader.openObject()
    while let key = try reader.nextKey() {
      var attempt = reader
      do {
        try take(key, &attempt)
        reader = attempt
      } catch {
        wrong = wrong ?? key
        try reader.skip()
      }
    }
    try reader.finish()
  }

  private mutating func take(_ key: String, _ reader: inout JSONReader) throws(JSONError) {
    switch key {
    case "type": type = try reader.string()
    case "c": conversation = try reader.identifier()
    // What an answer names it by: a message's own name, or that of a fact to remember.
    case "mid", "ref": mid = try reader.identifier()
    case "text": text = try reader.string()
    case "agent": agent = try reader.string()
    case "as": part = try reader.string()
    case "seq": seq = try reader.natural()
    case "ring": ring = try reader.natural()
    case "after": after = try reader.natural()
    case "on": on = try reader.bool()
    case "draft": hasDraft = try reader.bool()
    case "bell": bell = try reader.bool()
    case "active": isActive = try reader.bool()
    case "v": version = try reader.int()
    case "secret": secret = try reader.string()
    case "resume": resume = try reader.resumePoints()
    default: try takePerson(key, &reader)
    }
  }

  private mutating func takePerson(_ key: String, _ reader: inout JSONReader) throws(JSONError) {
    switch key {
    case "page": `where` = try reader.page()
    case "url": url = try reader.text(DomainLimits.address)
    case "title": title = try reader.text(DomainLimits.label)
    case "referrer": referrer = try reader.text(DomainLimits.address)
    case "lang": language = try reader.text(DomainLimits.label)
    case "tz": timeZone = try reader.text(DomainLimits.label)
    // A key is compared, never shown: cut short it would be somebody else's.
    case "id": id = try reader.customerID()
    case "token": token = try reader.whole(DomainLimits.token)
    case "email": email = try reader.whole(DomainLimits.label)
    case "name": name = try reader.text(DomainLimits.label)
    case "website": website = try reader.text(DomainLimits.address)
    case "signature": signature = try reader.whole(DomainLimits.label)
    default: try reader.skip()
    }
  }
}
