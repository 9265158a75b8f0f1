package import ChatDomain
import Primitives
package import Search
package import TranscriptFormat

/// The files of persons: `people/ab/<id>.txt`.
package struct People: Sendable {
  private static let shelves = PersonShelves(place: .people, ending: ".txt")
  private let files: RecordFiles

  init(_ files: RecordFiles) { self.files = files }

  /// Where a person's file is, from the data folder.
  package static func name(_ person: PersonID) -> String { shelves.name(person) }

  /// What is known of a person; nil when nothing is.
  package func file(_ person: PersonID) throws(StorageError) -> PersonFile? {
    try files.read(Self.name(person)).map { PersonFile($0) }
  }

  /// Changes a person's file, or makes it; durable when this returns, and nothing is written when nothing changes.
  ///
  /// `change` may be called several times: again when the file was edited by hand meanwhile.
  @discardableResult
  package func update<Answer: Sendable>(
    _ person: PersonID, _ change: (inout PersonFile) throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    try files.change(Self.name(person)) { (bytes: inout [UInt8]?) throws(StorageError) -> Answer in
      let old = bytes.map { PersonFile($0) } ?? PersonFile()
      var new = old
      let answer = try change(&new)
      if new != old { bytes = new.bytes }
      return answer
    }
  }

  /// Takes talks out of a person's file; one that says nothing else goes.
  func remove(_ talks: Set<ConversationID>, from person: PersonID) throws(StorageError) {
    try reduce(person) { $0.remove(talks) }
  }

  /// Mail addresses, and as many websites, that what is said of a person may bring into their file: the transcripts keep
  /// every one, and a person of the shop may write more.
  package static let mostLearned = 8

  /// Writes down who somebody is said to be; what a person of the shop wrote there before stays.
  ///
  /// The secret of the browser on which somebody was proved is theirs from then on.
  package func learn(_ identity: Identity, on browser: VisitorID) throws(StorageError) {
    try learn([(identity, browser)], of: identity.person)
  }

  /// The same of several sayings about one person, in one write.
  func learn(_ sayings: [Learnings.Saying], of person: PersonID) throws(StorageError) {
    try update(person) { file in
      for (identity, browser) in sayings {
        if identity.proof == .proved { file.bind(browser) }
        if file.values(.name).isEmpty { file.set(.name, identity.name) }
        if file.values(.email).count < Self.mostLearned { file.add(.email, identity.email) }
        if file.values(.website).count < Self.mostLearned { file.add(.website, identity.website) }
        if identity.proof == .proved || file.values(.proof).isEmpty { file.set(.proof, identity.proof.rawValue) }
      }
    }
  }

  /// Everybody who has a file.
  package func all() throws(StorageError) -> [PersonID] { try Self.shelves.persons(in: files) }

  /// The secrets of browsers that are these people's.
  package func secrets(of people: some Sequence<PersonID>) throws(StorageError) -> [OldSecrets.Proof] {
    var secrets: [OldSecrets.Proof] = []
    for person in people {
      secrets += (try file(person)?.values(.browser) ?? []).compactMap { VisitorID($0) }.map { ($0, person) }
    }
    return secrets
  }

  /// Reads every person's file.
  package func forEach(_ body: (PersonID, PersonFile) -> Void) throws(StorageError) {
    for person in try all() { if let file = try file(person) { body(person, file) } }
  }

  /// Takes a value of a header out of a person's file; one that says nothing else goes.
  func remove(_ header: PersonFile.Header, _ value: String, from person: PersonID) throws(StorageError) {
    try reduce(person) { $0.remove(header, value) }
  }

  private func reduce(_ person: PersonID, _ change: (inout PersonFile) -> Void) throws(StorageError) {
    try files.change(Self.name(person)) { (bytes: inout [UInt8]?) throws(StorageError) -> Void in
      guard let old = bytes.map({ PersonFile($0) }) else { return }
      var new = old
      change(&new)
      if new != old || new.isBlank { bytes = new.isBlank ? nil : new.bytes }
    }
  }

  /// The persons in whose names, addresses and customer keys all words of a query begin words, with their files.
  package func search(_ query: SearchQuery) throws(StorageError) -> [(person: PersonID, file: PersonFile)] {
    var found: [(person: PersonID, file: PersonFile)] = []
    try forEach { person, file in
      let values = [.name, .addressAs, .email, .website, .customer].flatMap { file.values($0) }
      let count = Marked(values.joined(separator: " "), query, asName: true).count
      if count == query.words.count + query.days.count { found.append((person, file)) }
    }
    return found
  }

  /// The persons whose id this is, or who have this name, mail address, website or customer key, in any case.
  package func find(_ wanted: String) throws(StorageError) -> [PersonID] {
    if let person = PersonID(wanted), try file(person) != nil { return [person] }
    let wanted = wanted.lowercased()
    var found: [PersonID] = []
    try forEach { person, file in
      let values = [.name, .email, .website, .customer].flatMap { file.values($0) }
      if values.contains(where: { $0.lowercased() == wanted }) { found.append(person) }
    }
    return found
  }
}

extension PersonFile {
  /// Writes down that a browser's secret is this person's, unless they have as many as are remembered.
  mutating func bind(_ secret: VisitorID) {
    if values(.browser).count < DomainLimits.secrets { add(.browser, secret.description) }
  }
}
