package import ChatDomain
package import Primitives
import Synchronization
package import TranscriptFormat

/// The shop's people: `team/<id>.json`, and the sign-in links that are still good.
///
/// Blocking: the caller's queue.
package final class Team: Sendable {
  private let folder: DataFolder
  // Links are read, changed and written back: one at a time, or one could be spent twice.
  private let turn = Mutex(())

  /// That of this folder.
  package init(_ folder: DataFolder) { self.folder = folder }

  /// Everybody, by their names for signing in.
  package func all() throws(StorageError) -> [AgentFile] {
    var agents: [AgentFile] = []
    for file in try folder.disk.list(folder.path("team")) where file.hasSuffix(".json") && file != "links.json" {
      guard let id = AgentID(String(file.dropLast(5))) else {
        let fault = FileFault(line: nil, field: "", problem: "the file's name must be 1-32 of a-z 0-9 - and .json")
        throw .badFile(folder.path("team/\(file)"), fault)
      }
      if let agent = try agent(id) { agents.append(agent) }
    }
    return agents
  }

  /// One of them; nil when there is none of that name.
  package func agent(_ id: AgentID) throws(StorageError) -> AgentFile? {
    let path = path(id)
    guard let bytes = try folder.disk.read(path) else { return nil }
    do throws(FileFault) { return try AgentFile(bytes, id: id) } catch { throw .badFile(path, error) }
  }

  /// Adds somebody new.
  package func add(_ agent: AgentFile) throws(StorageError) {
    // `team/links.json` is taken.
    guard agent.id.text != "links" else { throw .exists("file team/links.json; choose another name") }
    guard try self.agent(agent.id) == nil else { throw .exists("agent \(agent.id)") }
    try save(agent)
  }

  /// Writes somebody's file anew.
  package func save(_ agent: AgentFile) throws(StorageError) {
    try folder.disk.replace(path(agent.id), with: agent.bytes)
  }

  /// Changes somebody's file.
  package func update(_ id: AgentID, _ change: (inout AgentFile) -> Void) throws(StorageError) {
    guard var agent = try agent(id) else { throw .unknown("agent \(id)") }
    change(&agent)
    try save(agent)
  }

  /// Takes somebody's file, picture and links away.
  package func remove(_ id: AgentID) throws(StorageError) {
    guard let agent = try agent(id) else { throw .unknown("agent \(id)") }
    try changeLinks { $0.revoke(id) }
    if !agent.face.isEmpty, !agent.face.contains("/") {
      try folder.disk.remove(folder.path("team/faces/\(agent.face)"))
    }
    try folder.disk.remove(path(id))
  }

  /// Takes pictures away that are nobody's any more and were written before that moment; a new one may be nobody's yet.
  package func removeOldFaces(writtenBefore moment: Instant) throws(StorageError) {
    let faces = Set(try all().map(\.face))
    for name in try folder.disk.list(folder.path("team/faces")) where !faces.contains(name) {
      let path = folder.path("team/faces/\(name)")
      guard let written = try folder.disk.written(path), written < moment else { continue }
      try folder.disk.remove(path)
    }
  }

  /// Keeps a sign-in link, by its token's hash.
  package func addLink(hash: String, for agent: AgentID, expires: Instant, now: Instant) throws(StorageError) {
    guard try self.agent(agent) != nil else { throw .unknown("agent \(agent)") }
    try changeLinks { $0.add(hash: hash, agent: agent, expires: expires, now: now) }
  }

  /// Spends a link, once and for all: whom it signs in, or nil.
  ///
  /// It is gone from the disk before this returns.
  package func spendLink(hash: String, now: Instant) throws(StorageError) -> AgentFile? {
    guard let id = try changeLinks({ $0.spend(hash: hash, now: now) }) else { return nil }
    return try agent(id)
  }

  private func path(_ id: AgentID) -> String { folder.path("team/\(id).json") }

  private func changeLinks<Answer: Sendable>(
    _ change: @Sendable (inout LinksFile) -> Answer
  ) throws(StorageError) -> Answer {
    try turn.withLock { _ throws(StorageError) in
      let path = folder.path("team/links.json")
      let old = try links(path)
      var new = old
      let answer = change(&new)
      if new != old { try folder.disk.replace(path, with: new.bytes) }
      return answer
    }
  }

  private func links(_ path: String) throws(StorageError) -> LinksFile {
    guard let bytes = try folder.disk.read(path) else { return LinksFile() }
    do throws(FileFault) { return try LinksFile(bytes) } catch { throw .badFile(path, error) }
  }
}
