package import ChatDomain
import Primitives
import Secrets
import Storage
package import TranscriptFormat

/// Takes past purchases in.
package struct ImportOrders: ControlCommand {
  package static let verb = ControlVerb.importOrders
  /// What the file is called in messages, and what it holds.
  package var file: String
  package var csv: String
  /// Whose customers they are: those of a site, or of a book; neither where there is only one book.
  package var site: SiteID?
  package var customers: BookName?

  package init(file: String, csv: String) {
    self.file = file
    self.csv = csv
  }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    self.init(file: options.text(.file), csv: options.text(.csv))
    site = try options.optional(.site)
    customers = try options.optional(.customers)
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.file, file)
    options.set(.csv, csv)
    options.set(.site, site)
    options.set(.customers, customers)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let book = try book(administration.folder)
    return try administration.take(OrderImport(csv: Array(csv.utf8)), from: file, of: book)
  }

  /// The book of customers whose orders are meant: as named, else the only one there is.
  private func book(_ folder: DataFolder) throws -> String {
    let sites = try folder.sites.all()
    if let site {
      guard let found = sites.first(where: { $0.id == site }) else { throw StorageError.unknown("site \(site)") }
      return found.book
    }
    let books = Set(sites.map(\.book))
    if let name = customers?.optionText {
      guard books.contains(name) else { throw AdministrationError.unknownBook(name, books.sorted()) }
      return name
    }
    guard books.count < 2 else { throw AdministrationError.severalBooks(books.sorted()) }
    return books.first ?? ""
  }
}

/// Makes a shop to look at: Harbour Records with two people at the desk and customers who have bought before.
package struct MakeDemo: ControlCommand {
  package static let verb = ControlVerb.demo
  package var origins: [SiteOrigin]
  package var file: String
  package var csv: String

  package init(origins: [SiteOrigin], file: String, csv: String) {
    self.origins = origins
    self.file = file
    self.csv = csv
  }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    self.init(origins: try options.all(.origin) ?? [], file: options.text(.file), csv: options.text(.csv))
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.origin, origins)
    options.set(.file, file)
    options.set(.csv, csv)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let orders = OrderImport(csv: Array(csv.utf8))
    // Before anything is made: a demo that is half there can't be made again.
    guard orders.faults.isEmpty else { throw AdministrationError.badOrders(orders.faults, file) }
    var shop = AddSite(try SiteID(option: "harbour"))
    (shop.name, shop.origins) = ("Harbour Records", origins)
    _ = try shop.carryOut(in: administration)
    var anna = AddAgent(try AgentID(option: "anna"))
    anna.role = .owner
    for agent in [anna, AddAgent(try AgentID(option: "tom"))] { _ = try agent.carryOut(in: administration) }
    _ = try administration.folder.settings { randomBytes(32) }
    var customers = ImportOrders(file: file, csv: csv)
    customers.site = shop.id
    let report = try customers.carryOut(in: administration)
    return "Made the demo shop Harbour Records with Anna and Tom at the desk. " + report
  }
}

extension Administration {
  fileprivate func take(_ file: OrderImport, from path: String, of book: String) throws -> String {
    // All or nothing: a file half taken in is harder to mend than a file refused.
    let keys = try services?.shop.customers ?? CustomerKeys(folder)
    let report = try folder.orders.take(file, .allOrNothing) { customer, email in
      customer.isEmpty ? keys.person(withOrdersOf: email, in: book) : PersonID(customer: customer, in: book)
    }
    guard report.faults.isEmpty else { throw AdministrationError.badOrders(report.faults, path) }
    services?.store.search.catchUpWithFiles()
    let counts = "\(report.added) new orders, \(report.updated) known ones, \(report.people) people"
    let unread = file.unread.isEmpty ? "" : "Columns that were not taken in: \(file.unread.joined(separator: ", ")).\n"
    return "Imported \(path): \(counts).\n" + unread
  }
}
