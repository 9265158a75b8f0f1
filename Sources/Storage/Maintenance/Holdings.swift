package import ChatDomain
package import Primitives
package import TranscriptFormat

/// All that a data folder holds on one person: under their own name, and under the browsers they used.
package struct Holdings: Sendable {
  /// The names under which files of theirs are kept.
  package private(set) var persons: Set<PersonID>
  /// Their talks.
  package private(set) var talks: Set<ConversationID> = []
  /// Those of them that have not ended.
  package private(set) var open: Set<ConversationID> = []
  /// Their files, from the data folder, sorted.
  package private(set) var files: [String] = []

  /// The talks in which others were proved, too: of these only the lines of the person are theirs.
  package private(set) var shared: [TranscriptName: SharedTalk] = [:]

  /// Guests of whose mail address an import said that it is the person's, too; they are somebody of their own.
  package private(set) var guests: Set<PersonID> = []

  /// In whose files talks of which nothing else is held are noted.
  package private(set) var notes: [PersonID: Set<ConversationID>] = [:]

  /// Finds the talks that are kept no longer; nothing else that is held on anybody.
  package init(endedBefore now: Instant, _ retention: Retention, in folder: DataFolder) throws(StorageError) {
    persons = []
    guard let latest = retention.latestStart(at: now) else { return }
    let catalog = TranscriptCatalog(folder)
    let lastDay = TranscriptName.folder(of: latest)
    for day in try catalog.days() where day <= lastDay {
      for name in try catalog.names(in: day) {
        guard let scan = try catalog.scan(name), scan.isWhole, retention.isOver(scan.entries, at: now) else { continue }
        talks.insert(name.conversation)
        files.append(name.path)
        for person in Self.persons(in: scan.entries) { notes[person, default: []].insert(name.conversation) }
      }
    }
    files.sort()
  }

  private static func persons(in entries: [Entry]) -> Set<PersonID> {
    Set(
      entries.compactMap { entry in
        switch entry.fact {
        case .opened(let opening): PersonID(visitor: opening.visitor)
        case .identified(let identity): identity.person
        default: nil
        }
      })
  }

  /// One talk, as far as it says whose it is.
  private struct Talk {
    let name: TranscriptName, browser: PersonID
    var proved: Set<PersonID> = [], claimed: Set<PersonID> = [], mail: Set<PersonID> = []
    var isOpen = true
    var shared: SharedTalk?
  }

  /// Finds them by reading every transcript once.
  package init(on person: PersonID, in folder: DataFolder) throws(StorageError) {
    persons = [person]
    let all = try Self.talks(of: TranscriptCatalog(folder))
    var found: [ConversationID: Talk] = [:]
    while true {
      let more = all.filter { found[$0.name.conversation] == nil && isTheirs($0) }
      guard !more.isEmpty else { break }
      for talk in more {
        found[talk.name.conversation] = talk
        shared[talk.name] = talk.shared
        // What else was said on the browser of a proved person may be somebody else's.
        if talk.proved.isEmpty { persons.insert(talk.browser) }
        if talk.shared == nil { persons.formUnion(talk.mail) }
      }
    }
    guests = try guests(in: folder)
    (talks, open) = (Set(found.keys), Set(found.filter(\.value.isOpen).keys))
    files = found.values.map(\.name).filter { shared[$0] == nil }.map(\.path)
    for person in persons {
      for name in PersonData.allCases.compactMap({ $0.file(of: person) }) {
        if try folder.disk.exists(folder.path(name)) { files.append(name) }
        files += try folder.records.keptBeside(name)
      }
    }
    files.sort()
  }

  /// Whose files name one of these accounts beside a mail address.
  private func guests(in folder: DataFolder) throws(StorageError) -> Set<PersonID> {
    var guests: Set<PersonID> = []
    for person in persons {
      guests.formUnion(try folder.people.file(person)?.values(.guest).compactMap { PersonID($0) } ?? [])
    }
    return guests.subtracting(persons)
  }

  // A browser may be shared: a talk in which somebody else was proved is theirs, whoever wrote there before.
  private func isTheirs(_ talk: Talk) -> Bool {
    if !talk.proved.isEmpty { return !talk.proved.isDisjoint(with: persons) }
    return persons.contains(talk.browser) || !talk.claimed.isDisjoint(with: persons)
  }

  private static func talks(of catalog: TranscriptCatalog) throws(StorageError) -> [Talk] {
    var talks: [Talk] = []
    for name in try catalog.all() {
      guard let entries = try catalog.scan(name)?.entries, case .opened(let opening)? = entries.first?.fact else {
        continue
      }
      var talk = Talk(name: name, browser: PersonID(visitor: opening.visitor))
      for entry in entries {
        switch entry.fact {
        case .identified(let identity):
          if identity.proof == .proved { talk.proved.insert(identity.person) }
          if let mail = identity.mailPerson { talk.mail.insert(mail) }
          talk.claimed.insert(identity.person)
        case .ended: talk.isOpen = false
        default: break
        }
      }
      if talk.proved.count > 1 { talk.shared = SharedTalk(entries) }
      talks.append(talk)
    }
    return talks
  }
}

extension Holdings {
  /// A person's file in which talks that others had part in are quoted by the person's own words.
  func withOwnNotes(_ file: PersonFile, _ name: String) -> PersonFile {
    guard let person = persons.first(where: { People.name($0) == name }) else { return file }
    var file = file
    for (name, talk) in shared { file.requote(name.conversation, shortened(talk.firstWords(of: person), to: 80)) }
    return file
  }
}
