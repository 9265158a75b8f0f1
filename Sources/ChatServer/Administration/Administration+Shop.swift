import ChatDomain
import Primitives
import Search
import Secrets
import Storage
import TranscriptFormat

extension Administration {
  func addSite(_ request: ControlRequest) throws -> String {
    guard let id = SiteID(request.option("id")) else { throw AdministrationError.badName("site", request.option("id")) }
    let origins = try (request.options["origin"] ?? []).map { text throws(AdministrationError) in
      do throws(SiteOrigin.Fault) { return try SiteOrigin(text) } catch {
        throw AdministrationError.badOrigin(text, error)
      }
    }
    let name = request.option("name").isEmpty ? id.text : request.option("name")
    var site = SiteFile(id: id, name: name, origins: origins, secret: Hex.encoded(randomBytes(32)))
    site.customers = try customers(request) ?? (folder.sharesCustomers ? id.text : nil)
    try folder.sites.add(site)
    let known = try knownAddress(request)
    return """
      Added the site \(id). Put this tag on its pages\(known == nil ? " (with this server's own address)" : ""):
        <script async type="module" src="\(known ?? "https://chat.example")/widget.js?site=\(id)"></script>
      Its secret for signing customers: \(site.secret)

      """
  }

  func listSites() throws -> String {
    try folder.sites.all().map { "\($0.id)\t\($0.name)\t\($0.origins.map(\.description).joined(separator: " "))\n" }
      .joined()
  }

  func importOrders(_ request: ControlRequest) throws -> String {
    let book = try book(request)
    return try importOrders(OrderImport(csv: Array(request.option("csv").utf8)), from: request.option("file"), of: book)
  }

  private func customers(_ request: ControlRequest) throws -> String? {
    guard let name = request.options["customers"]?.first else { return nil }
    guard SiteID(name) != nil else { throw AdministrationError.badName("book of customers", name) }
    return name
  }

  /// The book of customers whose orders are meant: as named, else the only one there is.
  private func book(_ request: ControlRequest) throws -> String {
    let sites = try folder.sites.all()
    if let name = request.options["site"]?.first {
      guard let site = sites.first(where: { $0.id.text == name }) else { throw StorageError.unknown("site \(name)") }
      return site.book
    }
    let books = Set(sites.map(\.book))
    if let name = try customers(request) {
      guard books.contains(name) else { throw AdministrationError.unknownBook(name, books.sorted()) }
      return name
    }
    guard books.count < 2 else { throw AdministrationError.severalBooks(books.sorted()) }
    return books.first ?? ""
  }

  func showPerson(_ request: ControlRequest) throws -> String {
    let wanted = request.option("who")
    let found = try folder.people.find(wanted)
    if !found.isEmpty { return try found.map(described).joined() }
    let alike = try alike(wanted)
    guard let first = alike.first else { throw StorageError.unknown("person \"\(wanted)\"") }
    return alike.count == 1 ? try described(first.person) : alike.map(listed).joined()
  }

  /// The people whose names, addresses or customer keys hold these words.
  private func alike(_ wanted: String) throws -> [(person: PersonID, file: PersonFile)] {
    let query: SearchQuery
    do throws(SearchQuery.Fault) { query = try SearchQuery(wanted) } catch { return [] }
    return try folder.people.search(query)
  }

  /// One line for each of several people, to choose from.
  private func listed(_ person: PersonID, _ file: PersonFile) -> String {
    let values = [.name, .email, .customer].compactMap { file.values($0).first?.label.isolated }
    return "\(person)  \(values.joined(separator: "  "))\n"
  }

  /// A shop to look at: Harbour Records with two people at the desk and customers who have bought before.
  func makeDemo(_ request: ControlRequest) throws -> String {
    let orders = OrderImport(csv: Array(request.option("csv").utf8))
    // Before anything is made: a demo that is half there can't be made again.
    guard orders.faults.isEmpty else { throw AdministrationError.badOrders(orders.faults, request.option("file")) }
    var shop = ControlRequest("site add", ["id": ["harbour"], "name": ["Harbour Records"]])
    shop.options["origin"] = request.options["origin"]
    _ = try addSite(shop)
    _ = try addAgent(ControlRequest("agent add", ["id": ["anna"], "name": ["Anna"], "role": ["owner"]]))
    _ = try addAgent(ControlRequest("agent add", ["id": ["tom"], "name": ["Tom"]]))
    _ = try folder.settings { randomBytes(32) }
    let book = try book(ControlRequest("import orders", ["site": ["harbour"]]))
    let report = try importOrders(orders, from: request.option("file"), of: book)
    return "Made the demo shop Harbour Records with Anna and Tom at the desk. " + report
  }

  private func importOrders(_ file: OrderImport, from path: String, of book: String) throws -> String {
    // All or nothing: a file half taken in is harder to mend than a file refused.
    let keys = try services?.customers ?? CustomerKeys(folder)
    let report = try folder.orders.take(file, .allOrNothing) { customer, email in
      customer.isEmpty ? keys.person(withOrdersOf: email, in: book) : PersonID(customer: customer, in: book)
    }
    guard report.faults.isEmpty else { throw AdministrationError.badOrders(report.faults, path) }
    services?.search.catchUpWithFiles()
    let counts = "\(report.added) new orders, \(report.updated) known ones, \(report.people) people"
    let unread = file.unread.isEmpty ? "" : "Columns that were not taken in: \(file.unread.joined(separator: ", ")).\n"
    return "Imported \(path): \(counts).\n" + unread
  }

  private func described(_ person: PersonID) throws(StorageError) -> String {
    let bytes = try folder.people.file(person)?.bytes ?? []
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let file = lines.map { String($0).isolated }.joined(separator: "\n")
    let orders = try folder.orders.orders(of: person).map { order in
      let status = order.status.isEmpty ? "" : " · \(order.status)"
      return
        "  \(order.date) · \(order.number) · \(order.quantity) × \(order.title.isolated) · \(order.total)\(status)\n"
    }
    return "\(folder.path(People.name(person)))\n\(file)\n" + orders.joined()
  }
}
