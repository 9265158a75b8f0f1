package import ChatDomain
import Primitives
package import TranscriptFormat

/// Past purchases: `orders/ab/<person>.jsonl`.
package struct OrderBook: Sendable {
  private static let shelves = PersonShelves(place: .orders, ending: ".jsonl")
  private let files: RecordFiles

  init(_ files: RecordFiles) { self.files = files }

  /// Where a person's orders are, from the data folder.
  package static func name(_ person: PersonID) -> String { shelves.name(person) }

  /// A person's orders, in the order of the file.
  package func orders(of person: PersonID) throws(StorageError) -> [Order] {
    try decoded(try files.read(Self.name(person)), of: person)
  }

  /// Whether nobody has any.
  var isEmpty: Bool {
    get throws(StorageError) { try Self.shelves.isEmpty(in: files) }
  }

  /// How a bad row is met.
  package enum Strictness: Sendable {
    /// The good rows are taken in.
    case skipBadRows
    /// One bad row, and nothing is taken in.
    case allOrNothing
  }

  /// What an import did.
  package struct Report: Equatable, Sendable {
    /// Orders that were not known before, and those that were.
    package var added = 0, updated = 0
    /// Whose orders they are, how many people.
    package var people = 0
    /// The rows nothing of which was taken in.
    package var faults: [FileFault] = []
  }

  /// Takes a file of purchases in.
  ///
  /// All rows of one order number replace what was known under that number, so the same file twice doubles nothing.
  /// `person` names the person behind the shop's key of a customer, or their mail address.
  package func take(
    _ file: OrderImport, _ strictness: Strictness, person whose: (_ customer: String, _ email: String) -> PersonID?
  ) throws(StorageError) -> Report {
    var report = Report()
    report.faults = file.faults
    if strictness == .allOrNothing, !file.faults.isEmpty { return report }
    var rows: [PersonID: [OrderImport.Row]] = [:]
    for row in file.rows {
      if let person = whose(row.customer, row.email) { rows[person, default: []].append(row) }
    }
    for (person, rows) in rows.sorted(by: { $0.key < $1.key }) {
      try take(rows, of: person, &report)
      for mail in Set(rows.map(\.email)) where !mail.isEmpty {
        guard let guest = whose("", mail), guest != person else { continue }
        try People(files).update(guest) { $0.add(.account, person.description) }
        try People(files).update(person) { $0.add(.guest, guest.description) }
      }
    }
    return report
  }

  // One person at a time: who writes in another's file, or in the same one, waits for two writes and not for the import.
  private func take(_ rows: [OrderImport.Row], of person: PersonID, _ report: inout Report) throws(StorageError) {
    let numbers = Set(rows.map(\.order.number))
    let updated = try files.change(Self.name(person)) { (bytes: inout [UInt8]?) throws(StorageError) -> Int in
      let known = try decoded(bytes, of: person)
      let kept = known.filter { !numbers.contains($0.number) }
      let all = (kept + rows.map(\.order)).enumerated()
        .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
      if all != known { bytes = all.flatMap { OrderLine.encoded($0) } }
      return numbers.intersection(known.map(\.number)).count
    }
    try People(files).update(person) { file in
      for row in rows {
        file.set(.customer, row.customer)
        if file.values(.name).isEmpty { file.set(.name, row.name) }
        file.add(.email, row.email)
        file.add(.website, row.website)
      }
    }
    report.updated += updated
    report.added += numbers.count - updated
    report.people += 1
  }

  private func decoded(_ bytes: [UInt8]?, of person: PersonID) throws(StorageError) -> [Order] {
    do throws(FileFault) { return try OrderLine.decoded(file: bytes ?? []) } catch {
      throw .badFile(files.path(Self.name(person)), error)
    }
  }
}
