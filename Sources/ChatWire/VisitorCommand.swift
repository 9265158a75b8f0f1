package import ChatDomain
import Primitives

/// What a visitor's page can ask for.
package enum VisitorCommand: Equatable, Sendable {
  /// Sent first after every connect.
  case hello(VisitorHello)
  /// Words; the first ones open the talk.
  case say(MessageID, String)
  /// Typing began or stopped.
  case typing(Bool)
  /// Everything up to this line has been read.
  case seen(Int)
  /// The page changed without a new connection.
  case page(Page)
  /// The shop's page says who this is.
  case identify(IdentityClaim)
  /// Lines after this one are missing.
  case sync(after: Int)
  /// The answer to a beat.
  case beat

  /// The message it carries, when it carries one.
  package var mid: MessageID? { if case .say(let mid, _) = self { mid } else { nil } }

  /// Reads one text frame.
  package init(_ frame: Span<UInt8>) throws(Refusal) {
    let fields = try CommandFields(frame)
    switch fields.type {
    case "hello": self = .hello(try VisitorHello(fields))
    case "say": self = .say(try fields.need(fields.mid, "mid"), try fields.need(fields.text, "text"))
    case "typing": self = .typing(try fields.need(fields.on, "on"))
    case "seen": self = .seen(try fields.need(fields.seq, "seq"))
    case "page": self = .page(try fields.page())
    case "identify": self = .identify(IdentityClaim(fields))
    case "sync": self = .sync(after: try fields.need(fields.after, "after"))
    case "beat": self = .beat
    default: throw fields.refusal(.unknownCommand, "type")
    }
  }
}

/// A visitor's hello as it comes from the browser.
package struct VisitorHello: Equatable, Sendable {
  /// 32 bytes that only this browser knows; the visitor's name is derived from them.
  package var secret: [UInt8]
  /// Where they are.
  package var place: Place
  /// The last line the page holds, when it holds any.
  package var resume: ResumePoint?

  init(_ fields: CommandFields) throws(Refusal) {
    guard fields.version ?? 1 == 1 else { throw fields.refusal(.badField, "v") }
    guard let secret = Base64.url.decoded(fields.secret ?? ""), secret.count == 32 else {
      throw fields.refusal(.badField, "secret")
    }
    self.secret = secret
    place = Place(
      page: fields.where ?? Page(url: "", title: ""), referrer: fields.referrer ?? "",
      language: fields.language ?? "", timeZone: fields.timeZone ?? "")
    resume = fields.resume.first
  }
}

/// What the shop's page says of a visitor, before the signature has been checked.
package struct IdentityClaim: Equatable, Sendable {
  /// The shop's own key for the customer; empty when not given.
  package var id: String
  /// What they are called, their mail address, their own website; empty when not given.
  package var name: String, email: String, website: String
  /// The hex HMAC-SHA256 of the id, else of the mail address, under the site's secret; nil when not given.
  package var signature: String?
  /// A token that says and signs all of it, in place of the other fields; nil when not given.
  package var token: String?

  init(_ fields: CommandFields) {
    (id, name) = (fields.id ?? "", fields.name ?? "")
    (email, website) = (fields.email ?? "", fields.website ?? "")
    (signature, token) = (fields.signature, fields.token.flatMap { $0.isEmpty ? nil : $0 })
  }
}
