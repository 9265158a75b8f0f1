package import ChatDomain
import Primitives

/// A file of past purchases, read: what can be taken in, and what is wrong with the rest.
package struct OrderImport: Equatable, Sendable {
  /// The good rows, in the order of the file.
  package private(set) var rows: [Row] = []
  /// The bad rows; nothing of them is taken in.
  package private(set) var faults: [FileFault] = []

  /// One purchase and whose it is.
  package struct Row: Equatable, Sendable {
    /// The line of the file.
    package let line: Int
    /// The shop's key of the customer; may be empty when there is a mail address.
    package let customer: String
    /// The customer's mail address, name and website; empty when not given.
    package let email: String, name: String, website: String
    /// What they bought.
    package let order: Order
  }

  /// Reads `customer,email,name,website,order,date,title,quantity,total,status` in any order, as the first row names them.
  package init(csv bytes: [UInt8]) {
    var reader = CSVReader(bytes)
    do throws(FileFault) {
      guard let head = try reader.next() else {
        throw FileFault(line: nil, field: "", problem: "the file is empty")
      }
      let columns = try Columns(head)
      while take(&reader, columns) {}
    } catch { faults.append(error) }
  }

  private mutating func take(_ reader: inout CSVReader, _ columns: Columns) -> Bool {
    do throws(FileFault) {
      guard let row = try reader.next() else { return false }
      if row.fields != [""] { rows.append(try columns.order(row)) }
    } catch { faults.append(error) }
    return true
  }
}

/// Which column stands where.
private struct Columns {
  private let places: [String: Int]

  init(_ head: CSVReader.Row) throws(FileFault) {
    var places: [String: Int] = [:]
    for (place, name) in head.fields.enumerated() { places[trimmed(name).lowercased()] = place }
    self.places = places
    for name in ["order", "date", "title"] where places[name] == nil {
      throw FileFault(line: head.line, field: name, problem: "this column is missing")
    }
    guard places["customer"] != nil || places["email"] != nil else {
      throw FileFault(line: head.line, field: "customer", problem: "this column, or \"email\", is missing")
    }
  }

  func order(_ row: CSVReader.Row) throws(FileFault) -> OrderImport.Row {
    func fault(_ column: String, _ problem: String) -> FileFault {
      FileFault(line: row.line, field: column, problem: problem)
    }
    for name in places.keys.sorted() where text(name, row).utf8.count > DomainLimits.label {
      throw fault(name, "must be at most \(DomainLimits.label) bytes")
    }
    let (customer, email) = (text("customer", row), text("email", row))
    guard !customer.isEmpty || !email.isEmpty else { throw fault("customer", "is empty, and so is \"email\"") }
    for name in ["order", "title"] where text(name, row).isEmpty { throw fault(name, "is empty") }
    let date = text("date", row)
    guard Instant(text: "\(date)T00:00:00.000Z") != nil else { throw fault("date", "must be a day such as 2026-11-22") }
    let quantity = text("quantity", row).isEmpty ? 1 : Int(text("quantity", row))
    guard let quantity, quantity >= 0 else { throw fault("quantity", "must be a whole number") }
    let order = Order(
      number: text("order", row), date: date, title: text("title", row), quantity: quantity, total: text("total", row),
      status: text("status", row))
    return OrderImport.Row(
      line: row.line, customer: customer, email: email, name: text("name", row), website: text("website", row),
      order: order)
  }

  private func text(_ column: String, _ row: CSVReader.Row) -> String {
    guard let place = places[column], place < row.fields.count else { return "" }
    return trimmed(row.fields[place])
  }
}
