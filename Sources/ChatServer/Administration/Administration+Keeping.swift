import ChatDomain
import EventLoops
import Logging
import Primitives
import Storage
import TranscriptFormat

/// What is kept: copied, handed out, erased. Logged without its content.
extension Administration {
  func backUp(_ request: ControlRequest) throws -> String {
    let path = request.option("to")
    let count = try keeping { keeper throws(StorageError) in try keeper.backUp(to: path) }
    services?.log.notice("backed up", metadata: ["files": "\(count)"])
    return "Copied \(count) files to \(path).\n"
  }

  func exportPerson(_ request: ControlRequest) throws -> String {
    let (person, path) = (try thePerson(request), request.option("to"))
    let count = try keeping { keeper throws(StorageError) in try keeper.export(person, to: path) }
    services?.log.notice("person exported", metadata: ["files": "\(count)"])
    return "Wrote \(count) files on \(person) to \(path).\n"
  }

  func erasePerson(_ request: ControlRequest) throws -> String {
    let person = try thePerson(request)
    let holdings = try keeping { keeper throws(StorageError) in
      try keeper.erase(person, at: Clock.calendar()) { services?.forget($0) }
    }
    services?.erased(holdings)
    return "Erased \(holdings.files.count) files, \(holdings.talks.count) talks among them. Backups still have them.\n"
  }

  /// Erases the talks that their sites keep no longer, or only says which these are.
  func expire(_ request: ControlRequest) throws -> String {
    let (retention, now) = (Retention(try folder.sites.all()), Clock.calendar())
    guard request.options["dry-run"] == nil else {
      let holdings = try Holdings(endedBefore: now, retention, in: folder)
      let names = holdings.files.map { "\($0)\n" }.joined()
      return names + "\(holdings.talks.count) talks would be erased.\n"
    }
    let holdings = try keeping { keeper throws(StorageError) in
      try keeper.expire(retention, at: now) { services?.forget($0) }
    }
    services?.expired(holdings)
    return "Erased \(holdings.talks.count) talks. Backups still have them.\n"
  }

  /// Works through the running server's store, or opens one on a folder that nobody has open.
  private func keeping<Answer: Sendable>(
    _ work: @escaping @Sendable (Keeper) throws(StorageError) -> Answer
  ) throws -> Answer {
    if let services { return try services.keeping(work).get() }
    let store = try Store(folder, events: StorageEvents(failed: { _ in }))
    defer {
      let closed = Handoff<Bool>()
      store.journal.close { closed.give(true) }
      _ = closed.take()
    }
    return try work(Keeper(folder, journal: store.journal, archive: store.archive))
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
