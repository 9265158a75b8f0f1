import ChatDomain
import Primitives
import Search
import Storage
import TranscriptFormat

/// Prints somebody's file and orders.
package struct ShowPerson: ControlCommand {
  package static let verb = ControlVerb.personShow
  /// A name, mail address, website, customer number or id.
  package var who: String

  package init(_ who: String) { self.who = who }
  package init(_ options: ControlOptions) { self.init(options.text(.who)) }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.who, who)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let folder = administration.folder
    let found = try folder.people.find(who)
    if !found.isEmpty { return try found.map { try described($0, in: folder) }.joined() }
    let alike = try alike(in: folder)
    guard let first = alike.first else { throw StorageError.unknown("person \"\(who)\"") }
    return alike.count == 1 ? try described(first.person, in: folder) : alike.map(listed).joined()
  }

  /// The people whose names, addresses or customer keys hold these words.
  private func alike(in folder: DataFolder) throws -> [(person: PersonID, file: PersonFile)] {
    let query: SearchQuery
    do throws(SearchQuery.Fault) { query = try SearchQuery(who) } catch { return [] }
    return try folder.people.search(query)
  }

  /// One line for each of several people, to choose from.
  private func listed(_ person: PersonID, _ file: PersonFile) -> String {
    let values = [.name, .email, .customer].compactMap { file.values($0).first?.label.isolated }
    return "\(person)  \(values.joined(separator: "  "))\n"
  }

  private func described(_ person: PersonID, in folder: DataFolder) throws(StorageError) -> String {
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

/// Writes all that is held on somebody to a new archive or folder.
package struct ExportPerson: ControlCommand {
  package static let verb = ControlVerb.personExport
  package var who: String
  /// A path that holds for the server, too: it has another working directory.
  package var path: String

  package init(_ who: String, to path: String) {
    self.who = who
    self.path = path
  }
  package init(_ options: ControlOptions) { self.init(options.text(.who), to: options.text(.to)) }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.who, who)
    options.set(.to, path)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let person = try administration.person(who)
    let count = try administration.keeping { [path] turn throws(StorageError) in
      try turn.export(person, into: try Parcel(to: path))
    }
    return "Wrote \(count) files on \(person) to \(path).\n"
  }
}

/// Erases all that is held on somebody.
package struct ErasePerson: ControlCommand {
  package static let verb = ControlVerb.personErase
  package var who: String

  package init(_ who: String) { self.who = who }
  package init(_ options: ControlOptions) { self.init(options.text(.who)) }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.who, who)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let person = try administration.person(who)
    let held = try administration.keeping { turn throws(StorageError) in try turn.erase(person) }
    return "Erased \(held.files.count) files, \(held.talks.count) talks among them. Backups still have them.\n"
  }
}

extension Administration {
  /// The one person who is meant.
  fileprivate func person(_ wanted: String) throws -> PersonID {
    let found = try folder.people.find(wanted)
    guard let person = found.first else { throw StorageError.unknown("person \"\(wanted)\"") }
    guard found.count > 1 else { return person }
    // One person may be known by several browsers; two who share a name must be told apart.
    for person in found where try Holdings(on: person, in: folder).persons.isSuperset(of: found) { return person }
    throw AdministrationError.severalPersons(wanted, found)
  }
}
