import ChatDomain
import Primitives
import Secrets
import Storage
import TranscriptFormat

extension Administration {
  func addSite(_ request: ControlRequest) throws -> String {
    guard let id = SiteID(request.option("id")) else { throw AdministrationError.badName("site", request.option("id")) }
    let origins = request.options["origin"] ?? []
    for origin in origins where !SiteFile.isOrigin(origin) { throw AdministrationError.badOrigin(origin) }
    let name = request.option("name").isEmpty ? id.text : request.option("name")
    let site = SiteFile(id: id, name: name, origins: origins, secret: Hex.encoded(randomBytes(32)))
    try folder.sites.add(site)
    return """
      Added the site \(id). Put this tag on its pages (with this server's own address):
        <script async type="module" src="https://chat.example/widget.js?site=\(id)"></script>
      Its secret for signing customers: \(site.secret)

      """
  }

  func listSites() throws -> String {
    try folder.sites.all().map { "\($0.id)\t\($0.name)\t\($0.origins.joined(separator: " "))\n" }.joined()
  }

  func importOrders(_ request: ControlRequest) throws -> String {
    try importOrders(OrderImport(csv: Array(request.option("csv").utf8)), from: request.option("file"))
  }

  func showPerson(_ request: ControlRequest) throws -> String {
    let wanted = request.option("who")
    let found = try folder.people.find(wanted)
    guard !found.isEmpty else { throw StorageError.unknown("person \"\(wanted)\"") }
    return try found.map(described).joined()
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
    let report = try importOrders(orders, from: request.option("file"))
    return "Made the demo shop Harbour Records with Anna and Tom at the desk. " + report
  }

  private func importOrders(_ file: OrderImport, from path: String) throws -> String {
    // All or nothing: a file half taken in is harder to mend than a file refused.
    let report = try folder.orders.take(file, .allOrNothing) { customer, email in
      PersonID(customerID: customer, email: email)
    }
    guard report.faults.isEmpty else { throw AdministrationError.badOrders(report.faults, path) }
    services?.search.catchUpWithFiles()
    return "Imported \(path): \(report.added) new orders, \(report.updated) known ones, \(report.people) people.\n"
  }

  private func described(_ person: PersonID) throws(StorageError) -> String {
    let file = try folder.people.file(person).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    let orders = try folder.orders.orders(of: person).map { order in
      let status = order.status.isEmpty ? "" : " · \(order.status)"
      return "  \(order.date) · \(order.number) · \(order.quantity) × \(order.title) · \(order.total)\(status)\n"
    }
    return "\(folder.path(People.name(person)))\n\(file)\n" + orders.joined()
  }
}
