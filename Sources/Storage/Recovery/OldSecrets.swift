package import ChatDomain
import Primitives
import TranscriptFormat

/// To whom the secrets of browsers belong in a folder of format 1, whose people's files do not say: read from the
/// transcripts once, and kept in the cache.
package struct OldSecrets: Sendable {
  /// A secret, and somebody who was proved by it.
  package typealias Proof = (secret: VisitorID, person: PersonID)

  private static let name = "cache/old-secrets.txt"
  private let folder: DataFolder

  /// Those of this folder.
  package init(_ folder: DataFolder) { self.folder = folder }

  /// What was read before; nil when it must be read from the transcripts.
  package func kept() throws(StorageError) -> [Proof]? {
    guard folder.sharesCustomers else { return [] }
    guard let bytes = try folder.disk.read(folder.path(Self.name)) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let names = line.split(separator: " ")
      guard names.count == 2, let secret = VisitorID(names[0]), let person = PersonID(names[1]) else { return nil }
      return (secret, person)
    }
  }

  /// Reads every transcript, which takes its time, and keeps what they say.
  package func read() throws(StorageError) -> [Proof] {
    let catalog = TranscriptCatalog(folder)
    var people: [VisitorID: Set<PersonID>] = [:]
    for name in try catalog.all() {
      guard let entries = try catalog.scan(name)?.entries, case .opened(let opening)? = entries.first?.fact else {
        continue
      }
      for entry in entries {
        guard case .identified(let identity) = entry.fact, identity.proof == .proved else { continue }
        people[opening.visitor, default: []].insert(identity.person)
      }
    }
    let proofs = people.sorted { $0.key < $1.key }.flatMap { secret, people in
      people.sorted().map { Proof(secret, $0) }
    }
    let text = proofs.map { "\($0.secret) \($0.person)\n" }.joined()
    try folder.disk.replace(folder.path(Self.name), with: Array(text.utf8))
    return proofs
  }

  /// Forgets what is kept: a person was erased.
  func forget() throws(StorageError) { try folder.disk.remove(folder.path(Self.name)) }
}
