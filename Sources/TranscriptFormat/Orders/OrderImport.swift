package import ChatDomain

/// A file of past purchases, read: what can be taken in, and what is wrong with the rest.
package struct OrderImport: Equatable, Sendable {
  /// The good rows, in the order of the file.
  package private(set) var rows: [Row] = []
  /// The bad rows; nothing of them is taken in.
  package private(set) var faults: [FileFault] = []
  /// The columns of which nothing is taken in, by their names in the file.
  package private(set) var unread: [String] = []

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
      let columns = try OrderColumns(try Self.head(&reader))
      unread = columns.unread
      while take(&reader, columns) {}
    } catch { faults.append(error) }
    if rows.isEmpty, faults.isEmpty {
      faults.append(FileFault(line: nil, field: "", problem: "there is no order below the row of column names"))
    }
  }

  /// The first row that is not empty: the names of the columns.
  private static func head(_ reader: inout CSVReader) throws(FileFault) -> CSVReader.Row {
    while let row = try reader.next() {
      if !row.isEmpty { return row }
    }
    throw FileFault(line: nil, field: "", problem: "the file is empty")
  }

  private mutating func take(_ reader: inout CSVReader, _ columns: OrderColumns) -> Bool {
    do throws(FileFault) {
      guard let row = try reader.next() else { return false }
      if !row.isEmpty { rows.append(try columns.order(row)) }
    } catch { faults.append(error) }
    return true
  }
}

extension CSVReader.Row {
  /// Whether all its fields are: spreadsheets write such rows below the last one.
  fileprivate var isEmpty: Bool { fields.allSatisfy { trimmed($0).isEmpty } }
}
