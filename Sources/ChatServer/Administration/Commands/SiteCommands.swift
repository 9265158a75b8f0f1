package import ChatDomain
import Primitives
import Secrets
import Storage
package import TranscriptFormat

/// Adds a site, with a secret of its own.
package struct AddSite: ControlCommand {
  package static let verb = ControlVerb.siteAdd
  package var id: SiteID
  /// What visitors read; empty: the id.
  package var name = ""
  package var origins: [SiteOrigin] = []
  package var customers: BookName?
  /// How browsers reach the server; empty: as it is known.
  package var publicURL = ""

  package init(_ id: SiteID) { self.id = id }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    self.init(try options.value(.id))
    name = options.text(.name)
    origins = try options.all(.origin) ?? []
    customers = try options.optional(.customers)
    publicURL = options.text(.publicURL)
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.id, id)
    options.set(.name, name)
    options.set(.origin, origins)
    options.set(.customers, customers)
    options.set(.publicURL, publicURL)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let folder = administration.folder
    let secret = Hex.encoded(randomBytes(32))
    var site = SiteFile(id: id, name: name.isEmpty ? id.text : name, origins: origins, secret: secret)
    site.customers = customers?.optionText ?? (folder.sharesCustomers ? id.text : nil)
    try folder.sites.add(site)
    let known = try administration.knownAddress(publicURL)
    return """
      Added the site \(id). Put this tag on its pages\(known == nil ? " (with this server's own address)" : ""):
        <script async type="module" src="\(known ?? "https://chat.example")/widget.js?site=\(id)"></script>
      Its secret for signing customers: \(site.secret)

      """
  }
}

/// Lists the sites.
package struct ListSites: ControlCommand {
  package static let verb = ControlVerb.siteList

  package init() {}
  package init(_ options: ControlOptions) {}
  package var options: ControlOptions { ControlOptions() }

  package func carryOut(in administration: Administration) throws -> String {
    try administration.folder.sites.all()
      .map { "\($0.id)\t\($0.name)\t\($0.origins.map(\.description).joined(separator: " "))\n" }.joined()
  }
}

extension Administration {
  /// How the outside reaches this server: as given, as the running server knows it, or as the last one did.
  func knownAddress(_ given: String) throws -> String? {
    if !given.isEmpty { return given.hasSuffix("/") ? String(given.dropLast()) : given }
    if let url = services?.configuration.publicURL { return url }
    if let listen = services?.configuration.listen { return "http://\(listen)" }
    let kept = try folder.settings { randomBytes(32) }.publicURL
    return kept.isEmpty ? nil : kept
  }
}
