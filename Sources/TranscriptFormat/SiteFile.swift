package import ChatDomain
import Primitives

/// One shop window that embeds the widget, as kept in `sites/<id>.json`.
package struct SiteFile: Hashable, Sendable {
  /// What the embedding tag names; also the file's name.
  package var id: SiteID
  /// What visitors read as the shop's name.
  package var name: String
  /// The origins whose pages may embed it, `https://shop.example`; none: any.
  package var origins: [String]
  /// The key with which the shop signs who a visitor is; empty: it does not.
  package var secret: String
  /// How long one ring lasts.
  package var ringSeconds: Int
  /// For how many days after its end a talk is kept; nil: for ever.
  package var keepDays: Int?
  /// Words and colours of the widget that differ from the usual ones, by name.
  package var words: [String: String]
  private var foreign: [ForeignField] = []

  private static let fields: Set = ["id", "name", "origins", "secret", "ringSeconds", "keepDays", "words"]

  /// Makes a new site.
  package init(id: SiteID, name: String, origins: [String] = [], secret: String = "") {
    (self.id, self.name, self.origins, self.secret) = (id, name, origins, secret)
    (ringSeconds, words) = (Int(DomainLimits.ring.count / 1_000), [:])
  }

  /// Reads a file; its name says the id, and what the file itself says of it must not differ.
  package init(_ bytes: [UInt8], id: SiteID) throws(FileFault) {
    let object = try EditedObject(bytes)
    guard try object.text("id", else: id.text) == id.text else {
      throw object.fault("id", "must be \"\(id)\", as the file is called")
    }
    self.init(id: id, name: try object.text("name"), origins: try object.texts("origins"))
    for origin in origins {
      do throws(SiteOrigin.Fault) { _ = try SiteOrigin(origin) } catch {
        throw object.fault("origins", "\"\(origin)\" \(error)")
      }
    }
    secret = try object.text("secret", else: "") ?? ""
    ringSeconds = try object.number("ringSeconds", in: 2...60, else: ringSeconds)
    if object.has("keepDays") { keepDays = try object.number("keepDays", in: 1...36_500, else: 1) }
    words = try object.dictionary("words")
    foreign = object.foreign(to: Self.fields)
  }

  /// The file's bytes.
  package var bytes: [UInt8] {
    var writer = EditedWriter()
    writer.field("id", id.text)
    writer.field("name", name)
    writer.field("origins", origins)
    if !secret.isEmpty { writer.field("secret", secret) }
    writer.field("ringSeconds", ringSeconds)
    if let keepDays { writer.field("keepDays", keepDays) }
    if !words.isEmpty { writer.field("words", words) }
    writer.fields(foreign)
    return writer.bytes
  }

  /// Whether a page of this origin may speak for the site; a site without origins takes any.
  package func allows(origin: String) -> Bool {
    origins.isEmpty || origins.contains { (try? SiteOrigin($0))?.allows(origin) == true }
  }
}
