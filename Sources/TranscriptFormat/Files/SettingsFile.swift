import ChatDomain
import Primitives

/// What holds for the whole server, as kept in `settings.json`.
package struct SettingsFile: Equatable, Sendable {
  /// The key that seals agents' sessions: 32 random bytes, made at the first start.
  package var cookieKey: [UInt8]
  /// The address under which browsers reach the server; empty: what the request says.
  package var publicURL: String
  /// How long an agent counts as being there after the last input at a console of theirs.
  package var attentionSeconds = Int(DomainLimits.attention.count / 1_000)
  /// The program, and its arguments, that calls whoever is on call; none: it is only written down.
  package var onCallCommand: [String] = []
  /// The zone of the clock on the shop's wall, `Europe/Oslo`, from the next start on; empty: the server's.
  package var timeZone = ""
  private var foreign: [ForeignField] = []

  /// Makes the settings of a new folder.
  package init(cookieKey: [UInt8], publicURL: String = "") {
    (self.cookieKey, self.publicURL) = (cookieKey, publicURL)
  }

  /// Reads the file.
  package init(_ bytes: [UInt8]) throws(FileFault) {
    let object = try EditedObject(bytes)
    guard let key = Hex.decoded(try object.text("cookieKey")), key.count >= 32 else {
      throw object.fault("cookieKey", "must be at least 64 hexadecimal digits")
    }
    self.init(cookieKey: key, publicURL: try object.text("publicURL", else: "") ?? "")
    attentionSeconds = try object.number("attentionSeconds", in: 1...86_400, else: attentionSeconds)
    foreign = object.foreign(to: ["cookieKey", "publicURL", "attentionSeconds", "onCallCommand", "timeZone"])
    timeZone = try object.text("timeZone", else: "") ?? ""
    let isZone = timeZone.contains("/") || ["", "UTC"].contains(timeZone)
    guard isZone, !timeZone.hasPrefix("/"), timeZone.utf8.allSatisfy({ Self.zoneLetters.contains($0) }) else {
      throw object.fault("timeZone", "must be the name of a zone, such as Europe/Oslo")
    }
    onCallCommand = try object.texts("onCallCommand")
    guard onCallCommand.first?.hasPrefix("/") != false, !onCallCommand.contains(where: { $0.utf8.contains(0) }) else {
      throw object.fault("onCallCommand", "must be a list that begins with the whole path of a program")
    }
  }

  private static let zoneLetters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-".utf8)

  /// The file's bytes.
  package var bytes: [UInt8] {
    var writer = EditedWriter()
    writer.field("cookieKey", Hex.encoded(cookieKey))
    if !publicURL.isEmpty { writer.field("publicURL", publicURL) }
    writer.field("attentionSeconds", attentionSeconds)
    if !onCallCommand.isEmpty { writer.field("onCallCommand", onCallCommand) }
    if !timeZone.isEmpty { writer.field("timeZone", timeZone) }
    writer.fields(foreign)
    return writer.bytes
  }
}
