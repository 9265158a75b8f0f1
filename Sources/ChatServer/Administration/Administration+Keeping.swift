import ChatDomain
import EventLoops
import Primitives
import Storage
import TranscriptFormat

/// What is kept: copied, handed out, erased.
extension Administration {
  func backUp(_ request: ControlRequest) throws -> String {
    let path = request.option("to")
    let count = try keeping { turn throws(StorageError) in try turn.backUp(to: path) }
    return "Copied \(count) files to \(path).\n"
  }

  func exportPerson(_ request: ControlRequest) throws -> String {
    let (person, path) = (try thePerson(request), request.option("to"))
    let count = try keeping { turn throws(StorageError) in try turn.export(person, into: try Parcel(to: path)) }
    return "Wrote \(count) files on \(person) to \(path).\n"
  }

  func erasePerson(_ request: ControlRequest) throws -> String {
    let person = try thePerson(request)
    let holdings = try keeping { turn throws(StorageError) in try turn.erase(person) }
    return "Erased \(holdings.files.count) files, \(holdings.talks.count) talks among them. Backups still have them.\n"
  }

  /// Erases the talks that their sites keep no longer, or only says which these are.
  func expire(_ request: ControlRequest) throws -> String {
    let sites = try folder.sites.all()
    guard request.options["dry-run"] == nil else {
      let holdings = try Holdings(endedBefore: Clock.calendar(), Retention(sites), in: folder)
      let names = holdings.files.map { "\($0)\n" }.joined()
      return names + "\(holdings.talks.count) talks would be erased.\n"
    }
    let holdings = try keeping { turn throws(StorageError) in try turn.expire(sites) }
    return "Erased \(holdings.talks.count) talks. Backups still have them.\n"
  }

  /// Works through the running server's store, or opens one on a folder that nobody has open.
  private func keeping<Answer: Sendable>(
    _ task: @escaping @Sendable (Keeping.Turn) throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    guard let services else { return try Keeping.alone(on: folder, task) }
    return try services.keeping.wait(for: task)
  }

  private func thePerson(_ request: ControlRequest) throws -> PersonID {
    let wanted = request.option("who")
    let found = try folder.people.find(wanted)
    guard let person = found.first else { throw StorageError.unknown("person \"\(wanted)\"") }
    guard found.count > 1 else { return person }
    // One person may be known by several browsers; two who share a name must be told apart.
    for person in found where try Holdings(on: person, in: folder).persons.isSuperset(of: found) { return person }
    throw AdministrationError.severalPersons(wanted, found)
  }
}
