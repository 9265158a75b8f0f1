package import ChatDomain
import Primitives

/// One shop window that embeds the widget, as kept in `sites/<id>.json`.
package struct SiteFile: Hashable, Sendable {
  /// What the embedding tag names; also the file's name.
  package var id: SiteID
  /// What visitors read as the shop's name.
  package var name: String
  /// The origins whose pages may embed it, `https://shop.example`; none: any.
  package var origins: [SiteOrigin]
  /// The key with which the shop signs who a visitor is; empty: it does not.
  package var secret: String
  /// A second key that is as good, while the shop changes from one to the other; empty: none.
  package var secondSecret = ""
  /// Whose ids the site's customers have: sites that name the same book share people and orders; nil: the usual book.
  package var customers: String?
  /// The book that holds without `customers`, and so the one that counts; empty: the one of all sites of a folder of
  /// format 1.
  package var usualBook: String
  /// Where somebody must be identified to be shown their conversation.
  package var identified = Identified.here
  /// How long one ring lasts.
  package var ringSeconds: Int
  /// For how many days after its end a talk is kept; nil: for ever.
  package var keepDays: Int?
  /// Words and colours of the widget that differ from the usual ones, by name.
  package var words: [String: String]
  /// Names of query parameters that are secrets here, beside those that are everywhere (`AddressFilter`).
  package var secretParameters: [String] = []
  private var foreign: [ForeignField] = []

  private static let fields: Set = [
    "id", "name", "origins", "secret", "secondSecret", "customers", "identified", "ringSeconds", "keepDays", "words",
    "secretParameters",
  ]

  /// Where somebody must be identified.
  package enum Identified: String, Sendable {
    /// On the page itself.
    case here
    /// On some page before: whoever uses the browser next is taken for them until the shop calls `logout`.
    case somewhere
  }

  /// The keys with which the shop may have signed.
  package var secrets: [String] { [secret, secondSecret].filter { !$0.isEmpty } }

  /// The book of the site's customers.
  package var book: String { customers ?? usualBook }

  /// Makes a new site.
  package init(id: SiteID, name: String, origins: [SiteOrigin] = [], secret: String = "") {
    self.id = id
    self.name = name
    self.origins = origins
    self.secret = secret
    usualBook = id.text
    (ringSeconds, words) = (Int(DomainLimits.ring.count / 1_000), [:])
  }

  /// Reads a file; its name says the id, and what the file itself says of it must not differ.
  package init(_ bytes: [UInt8], id: SiteID) throws(FileFault) {
    let object = try EditedObject(bytes)
    guard try object.text("id", else: id.text) == id.text else {
      throw object.fault("id", "must be \"\(id)\", as the file is called")
    }
    self.init(id: id, name: try object.text("name"), origins: try Self.origins(object))
    secret = try object.text("secret", else: "") ?? ""
    secondSecret = try object.text("secondSecret", else: "") ?? ""
    if object.has("customers") { customers = try Self.book(object) }
    let place = try object.text("identified", else: Identified.here.rawValue) ?? ""
    guard let identified = Identified(rawValue: place) else {
      throw object.fault("identified", "must be \"here\" or \"somewhere\"")
    }
    self.identified = identified
    ringSeconds = try object.number("ringSeconds", in: 2...60, else: ringSeconds)
    if object.has("keepDays") { keepDays = try object.number("keepDays", in: 1...36_500, else: 1) }
    words = try object.dictionary("words")
    secretParameters = try object.texts("secretParameters")
    guard secretParameters.allSatisfy({ (1...64).contains($0.utf8.count) }), secretParameters.count <= 64 else {
      throw object.fault("secretParameters", "must be at most 64 names of 1 to 64 bytes")
    }
    foreign = object.foreign(to: Self.fields)
  }

  private static func origins(_ object: EditedObject) throws(FileFault) -> [SiteOrigin] {
    try object.texts("origins").map { text throws(FileFault) in
      do throws(SiteOrigin.Fault) { return try SiteOrigin(text) } catch {
        throw object.fault("origins", "\"\(text)\" \(error)")
      }
    }
  }

  private static func book(_ object: EditedObject) throws(FileFault) -> String {
    let name = try object.text("customers")
    guard SiteID(name) != nil else { throw object.fault("customers", "must be 1-32 of a-z, 0-9 and -") }
    return name
  }

  /// The file's bytes.
  package var bytes: [UInt8] {
    var writer = EditedWriter()
    writer.field("id", id.text)
    writer.field("name", name)
    writer.field("origins", origins.map(\.description))
    if !secret.isEmpty { writer.field("secret", secret) }
    if !secondSecret.isEmpty { writer.field("secondSecret", secondSecret) }
    if let customers { writer.field("customers", customers) }
    if identified != .here { writer.field("identified", identified.rawValue) }
    writer.field("ringSeconds", ringSeconds)
    if let keepDays { writer.field("keepDays", keepDays) }
    if !words.isEmpty { writer.field("words", words) }
    if !secretParameters.isEmpty { writer.field("secretParameters", secretParameters) }
    writer.fields(foreign)
    return writer.bytes
  }

  /// Whether a page of this origin may speak for the site; a site without origins takes any.
  package func allows(origin: String) -> Bool {
    origins.isEmpty || origins.contains { $0.allows(origin) }
  }
}
