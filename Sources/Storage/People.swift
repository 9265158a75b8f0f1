package import ChatDomain
import Primitives
package import TranscriptFormat

/// The files of persons: `people/ab/<id>.txt`.
package struct People: Sendable {
  private let folder: DataFolder

  /// Those of this folder.
  package init(_ folder: DataFolder) { self.folder = folder }

  /// Where a person's file is, from the data folder.
  package static func name(_ person: PersonID) -> String {
    let id = person.description
    return "people/\(id.prefix(2))/\(id).txt"
  }

  /// What is known of a person; nil when nothing is.
  package func file(_ person: PersonID) throws(StorageError) -> PersonFile? {
    try folder.disk.read(folder.path(Self.name(person))).map { PersonFile($0) }
  }

  /// Changes a person's file, or makes it; nothing is written when nothing changes.
  package func update(_ person: PersonID, _ change: (inout PersonFile) -> Void) throws(StorageError) {
    let old = try file(person)
    var new = old ?? PersonFile()
    change(&new)
    guard new != old else { return }
    try folder.disk.makeFolders("people/\(person.description.prefix(2))", below: folder.path)
    try folder.disk.replace(folder.path(Self.name(person)), with: new.bytes)
  }

  /// Takes talks out of a person's file; one that says nothing else goes.
  func remove(_ talks: Set<ConversationID>, from person: PersonID) throws(StorageError) {
    guard var left = try file(person) else { return }
    left.remove(talks)
    if left.isBlank { return try folder.disk.remove(folder.path(Self.name(person))) }
    try update(person) { $0.remove(talks) }
  }

  /// Writes down who somebody is said to be; what a person of the shop wrote there before stays.
  package func learn(_ identity: Identity) throws(StorageError) {
    try update(identity.person) { file in
      if file.values(.name).isEmpty { file.set(.name, identity.name) }
      file.add(.email, identity.email)
      file.add(.website, identity.website)
      if identity.proof == .proved || file.values(.proof).isEmpty { file.set(.proof, identity.proof.rawValue) }
    }
  }

  /// The persons whose id this is, or who have this name, mail address, website or customer key, in any case.
  package func find(_ wanted: String) throws(StorageError) -> [PersonID] {
    if let person = PersonID(wanted), try file(person) != nil { return [person] }
    let wanted = wanted.lowercased()
    var found: [PersonID] = []
    for shelf in try folder.disk.list(folder.path("people")) {
      for name in try folder.disk.list(folder.path("people/\(shelf)")) where name.hasSuffix(".txt") {
        guard let person = PersonID(name.dropLast(4)), let file = try file(person) else { continue }
        let values = [.name, .email, .website, .customer].flatMap { file.values($0) }
        if values.contains(where: { $0.lowercased() == wanted }) { found.append(person) }
      }
    }
    return found
  }
}
