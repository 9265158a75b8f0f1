import ChatDomain
import Primitives

/// Which column of a file of purchases stands where, and what its rows must be like.
struct OrderColumns {
  /// The columns that are taken in.
  static let names: Set = [
    "customer", "email", "name", "website", "order", "date", "title", "quantity", "total", "status",
  ]

  private let places: [String: Int], count: Int
  /// The columns of the file that are not taken in.
  let unread: [String]

  /// Reads the row of names.
  init(_ head: CSVReader.Row) throws(FileFault) {
    var (places, unread): ([String: Int], [String]) = ([:], [])
    for (place, field) in head.fields.enumerated() {
      let name = trimmed(field).lowercased()
      guard Self.names.contains(name) else {
        if !name.isEmpty { unread.append(trimmed(field)) }
        continue
      }
      if let first = places[name] {
        let problem = "columns \(first + 1) and \(place + 1) both have this name"
        throw FileFault(line: head.line, field: name, problem: problem)
      }
      places[name] = place
    }
    (self.places, self.unread, count) = (places, unread, head.fields.count)
    for name in ["order", "date", "title"] where places[name] == nil {
      throw FileFault(line: head.line, field: name, problem: "this column is missing")
    }
    guard places["customer"] != nil || places["email"] != nil else {
      throw FileFault(line: head.line, field: "customer", problem: "this column, or \"email\", is missing")
    }
  }

  /// Reads a row; what is wrong with it names the column and says what stands there.
  func order(_ row: CSVReader.Row) throws(FileFault) -> OrderImport.Row {
    try checkLetters(row)
    try checkCount(row)
    for (name, place) in places.sorted(by: { $0.value < $1.value }) { try check(row, name, row.fields[place]) }
    let (customer, email) = (text("customer", row), text("email", row))
    guard !customer.isEmpty || !email.isEmpty else { throw fault(row, "customer", "is empty, and so is \"email\"") }
    for name in ["order", "title"] where text(name, row).isEmpty { throw fault(row, name, "is empty") }
    let order = Order(
      number: text("order", row), date: try date(row), title: text("title", row).label, quantity: try quantity(row),
      total: text("total", row).label, status: text("status", row).label)
    return OrderImport.Row(
      line: row.line, customer: customer, email: email, name: text("name", row).label, website: text("website", row),
      order: order)
  }

  private func fault(_ row: CSVReader.Row, _ column: String, _ problem: String) -> FileFault {
    FileFault(line: row.line, field: column, problem: problem)
  }

  private func text(_ column: String, _ row: CSVReader.Row) -> String {
    places[column].map { trimmed(row.fields[$0]) } ?? ""
  }

  /// A control character comes from a damaged file, or from a program that writes another format.
  private func checkLetters(_ row: CSVReader.Row) throws(FileFault) {
    for (place, field) in row.fields.enumerated() {
      guard let scalar = field.unicodeScalars.first(where: isControl) else { continue }
      let code = String(scalar.value + 0x10000, radix: 16, uppercase: true).dropFirst()
      let name = places.first { $0.value == place }?.key ?? "column \(place + 1)"
      throw fault(row, name, "holds the control character U+\(code)")
    }
  }

  /// Whether it is one, and not a tab or the end of a line within quotes.
  private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\t" && scalar != "\r" && scalar != "\n"
  }

  /// A comma that nobody quoted moves all that follows by one column: `26,00` would be `26` and a status `00`.
  private func checkCount(_ row: CSVReader.Row) throws(FileFault) {
    guard row.fields.count != count else { return }
    let last = row.fields.suffix(3).map { "\"\(shortened($0))\"" }.joined(separator: ", ")
    let advice =
      row.fields.count > count ? "a field with a comma in it must stand in quotes" : "the row stops too early"
    throw fault(
      row, "", "has \(row.fields.count) fields, the row of column names \(count): \(advice); it ends with \(last)")
  }

  private func check(_ row: CSVReader.Row, _ name: String, _ field: String) throws(FileFault) {
    let text = trimmed(field)
    if text.utf8.count > DomainLimits.label { throw fault(row, name, "must be at most \(DomainLimits.label) bytes") }
    if let problem = spreadsheetTrace(text, isKey: name == "order" || name == "customer") {
      throw fault(row, name, "\"\(shortened(text))\" \(problem)")
    }
  }

  /// What a spreadsheet has made of a value, when it shows that one did: the value itself is lost, or was guarded.
  private func spreadsheetTrace(_ text: String, isKey: Bool) -> String? {
    let letters = Array(text.utf8)
    if letters.count > 1, letters[0] == UInt8(ascii: "'") {
      let isGuarded = "=+-@".utf8.contains(letters[1]) || isKey && isDigit(letters[1])
      if isGuarded { return "begins with an apostrophe that a spreadsheet put there" }
    }
    guard isKey, letters.allSatisfy({ isDigit($0) || ".,+Ee".utf8.contains($0) }) else { return nil }
    if text.contains("E+") || text.contains("e+") { return "is a number that a spreadsheet has shortened" }
    if text.hasSuffix(".0"), letters.dropLast(2).allSatisfy(isDigit) {
      return "is a key that a spreadsheet made a number"
    }
    return nil
  }

  private func isDigit(_ letter: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(letter) }

  private func date(_ row: CSVReader.Row) throws(FileFault) -> String {
    let date = text("date", row)
    guard date.utf8.count == 10, Instant(text: "\(date)T00:00:00.000Z") != nil else {
      throw fault(row, "date", "must be a day such as 2026-11-22, not \"\(shortened(date))\"")
    }
    // Systems write 0001-01-01 and 9999-12-31 for a day that they do not know.
    guard ("1970"..."2199").contains(String(date.prefix(4))) else {
      throw fault(row, "date", "must be a day from 1970 to 2199, not \"\(date)\"")
    }
    return date
  }

  private func quantity(_ row: CSVReader.Row) throws(FileFault) -> Int {
    let text = text("quantity", row)
    guard !text.isEmpty else { return 1 }
    guard let quantity = Int(text), quantity >= 0 else {
      throw fault(row, "quantity", "must be a whole number from 0, not \"\(shortened(text))\"")
    }
    return quantity
  }

  /// As much of a value as a message needs.
  private func shortened(_ text: String) -> String {
    let text = text.label
    return text.count > 40 ? "\(text.prefix(40))…" : text
  }
}
