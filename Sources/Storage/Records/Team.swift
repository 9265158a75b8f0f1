package import ChatDomain
package import Primitives
import Synchronization
package import TranscriptFormat

/// The shop's people: `team/<id>.json`, and the sign-in links that are still good.
///
/// Blocking: the caller's queue.
package final class Team: Sendable {
  /// Hears what an agent's file holds after a change, nil when it is gone; called in the order of the changes.
  package typealias Watcher = @Sendable (AgentID, AgentFile?) -> Void

  private let files: RecordFiles
  private let records: NamedRecords<AgentFile>
  // An act may concern several files, and what is kept in memory of them must follow in the same order: one act at a time.
  private let watchers = Mutex<[Watcher]>([])

  init(_ files: RecordFiles) {
    self.files = files
    records = NamedRecords(files: files, folder: PersonData.team.name, noun: "agent", other: "links.json")
  }

  /// Reads everybody and passes them on before anybody is changed; then tells of every change.
  package func watch(from begin: ([AgentFile]) -> Void, _ watcher: @escaping Watcher) throws(StorageError) {
    try watchers.withLock { watchers throws(StorageError) in
      begin(try all())
      watchers.append(watcher)
    }
  }

  /// Reads everybody, hand-edited files too, and passes them on before anybody is changed.
  package func readAgain<Answer: Sendable>(_ take: ([AgentFile]) -> Answer) throws(StorageError) -> Answer {
    try watchers.withLock { _ throws(StorageError) in take(try all()) }
  }

  /// Everybody, by their names for signing in.
  package func all() throws(StorageError) -> [AgentFile] { try records.all() }

  /// One of them; nil when there is none of that name.
  package func agent(_ id: AgentID) throws(StorageError) -> AgentFile? { try records.record(id) }

  /// Adds somebody new.
  package func add(_ agent: AgentFile) throws(StorageError) {
    try watchers.withLock { watchers throws(StorageError) in
      try records.add(agent)
      for watcher in watchers { watcher(agent.id, agent) }
    }
  }

  /// Changes somebody's file; what it holds then.
  ///
  /// `change` may be called several times, and refuse by throwing.
  @discardableResult
  package func update(
    _ id: AgentID, _ change: (inout AgentFile) throws(StorageError) -> Void
  ) throws(StorageError) -> AgentFile {
    try watchers.withLock { watchers throws(StorageError) in
      let agent = try records.update(id, change)
      for watcher in watchers { watcher(id, agent) }
      return agent
    }
  }

  /// Takes somebody's links, picture and file away.
  package func remove(_ id: AgentID) throws(StorageError) {
    try watchers.withLock { watchers throws(StorageError) in
      guard let agent = try agent(id) else { throw .unknown("agent \(id)") }
      // The links first: cut off after this, the command is given again; a link that outlived its agent would be the next
      // one's of that name.
      try changeLinks { $0.revoke(id) }
      try records.remove(id)
      for watcher in watchers { watcher(id, nil) }
      try files.disk.syncFolder(files.path("team"))
      if !agent.face.isEmpty, !agent.face.contains("/") {
        try files.disk.remove(files.path("team/faces/\(agent.face)"))
      }
    }
  }

  /// Takes pictures away that are nobody's any more and were written before that moment; a new one may be nobody's yet.
  package func removeOldFaces(writtenBefore moment: Instant) throws(StorageError) {
    let faces = Set(try all().map(\.face))
    for name in try files.disk.list(files.path("team/faces")) where !faces.contains(name) {
      let path = files.path("team/faces/\(name)")
      guard let written = try files.disk.written(path), written < moment else { continue }
      try files.disk.remove(path)
    }
  }

  /// Keeps a sign-in link, by its token's hash.
  package func addLink(hash: String, for agent: AgentID, expires: Instant, now: Instant) throws(StorageError) {
    try watchers.withLock { _ throws(StorageError) in
      guard try self.agent(agent) != nil else { throw .unknown("agent \(agent)") }
      try changeLinks { $0.add(hash: hash, agent: agent, expires: expires, now: now) }
    }
  }

  /// The agent whom a link would sign in; nil when it has been spent or is too old.
  package func linkOwner(hash: String, now: Instant) throws(StorageError) -> AgentFile? {
    guard let id = try links(try files.read(Self.linksName)).agent(of: hash, now: now) else { return nil }
    return try agent(id)
  }

  /// Spends a link, once and for all: whom it signs in, or nil.
  ///
  /// It is gone from the disk before this returns; when this throws it is still good.
  package func spendLink(hash: String, now: Instant) throws(StorageError) -> AgentFile? {
    try watchers.withLock { watchers throws(StorageError) in
      guard let id = try links(try files.read(Self.linksName)).agent(of: hash, now: now), let agent = try agent(id),
        try changeLinks({ $0.spend(hash: hash, now: now) }) == id
      else { return nil }
      for watcher in watchers { watcher(id, agent) }
      return agent
    }
  }

  private static let linksName = "team/links.json"

  private func changeLinks<Answer: Sendable>(_ change: (inout LinksFile) -> Answer) throws(StorageError) -> Answer {
    try files.change(Self.linksName) { (bytes: inout [UInt8]?) throws(StorageError) -> Answer in
      let old = try links(bytes)
      var new = old
      let answer = change(&new)
      if new != old { bytes = new.bytes }
      return answer
    }
  }

  private func links(_ bytes: [UInt8]?) throws(StorageError) -> LinksFile {
    guard let bytes else { return LinksFile() }
    do throws(FileFault) { return try LinksFile(bytes) } catch { throw .badFile(files.path(Self.linksName), error) }
  }
}
