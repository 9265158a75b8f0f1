import ChatDomain
import ChatTesting
import Glibc
import Primitives
import Storage
import Synchronization
import Testing
import TranscriptFormat

/// The disk stops at every step of a change of files that people edit too; then the folder is opened again.
@Suite(.timeLimit(.minutes(5))) struct RecordCrashTests {
  let maren = PersonID(high: 7, low: 1)
  let now = Instant(milliseconds: 1_795_356_127_512)

  func note(_ text: String) -> PersonNote {
    PersonNote(date: "2026-11-22", agent: "anna", kind: .fact(nil), text: text)
  }

  /// One act after the other until one fails; what was told as done.
  func live(_ folder: DataFolder) throws -> (done: [String], error: StorageError?) {
    let anna = try #require(AgentID("anna")), visitor = VisitorID(high: 1, low: 1)
    let csv = "customer,order,date,title\n1,R-1,2026-11-20,Pen\n"
    let acts: [(String, () throws(StorageError) -> Void)] = [
      ("fact 1", { () throws(StorageError) in try folder.people.update(maren) { $0.append(note("fact 1")) } }),
      ("agent", { () throws(StorageError) in try folder.team.add(AgentFile(id: anna, name: "Anna", role: .agent)) }),
      (
        "link",
        { () throws(StorageError) in
          try folder.team.addLink(hash: "a", for: anna, expires: now + .seconds(9), now: now)
        }
      ),
      (
        "order",
        { () throws(StorageError) in
          _ = try folder.orders.take(OrderImport(csv: Array(csv.utf8)), .allOrNothing) { _, _ in maren }
        }
      ),
      ("blocked", { () throws(StorageError) in try folder.blocklist.block(visitor) }),
      ("fact 2", { () throws(StorageError) in try folder.people.update(maren) { $0.append(note("fact 2")) } }),
      ("spent", { () throws(StorageError) in _ = try folder.team.spendLink(hash: "a", now: now) }),
      ("removed", { () throws(StorageError) in try folder.team.remove(anna) }),
      ("unblocked", { () throws(StorageError) in try folder.blocklist.unblock(visitor) }),
    ]
    var done: [String] = []
    for (name, act) in acts {
      do throws(StorageError) { try act() } catch { return (done, error) }
      done.append(name)
    }
    return (done, nil)
  }

  @Test func `whenever the disk stops, what was told as done is there and no draft is left`() throws {
    var step = 1
    while true {
      let place = TemporaryFolder()
      // The folder itself is made on a sound disk.
      _ = try DataFolder.open(place.path)
      let count = Mutex(0), isOn = Mutex(false)
      let disk = Disk { [step] _, _ in
        guard isOn.withLock({ $0 }) else { return .proceed }
        return count.withLock { count in
          count += 1
          return count >= step ? .cut(5, EIO) : .proceed
        }
      }
      var done: [String] = []
      do {
        let folder = try DataFolder.open(place.path, disk: disk)
        isOn.withLock { $0 = true }
        done = try live(folder).done
      }
      try check(try DataFolder.open(place.path), done, "step \(step)")
      #expect(TestDisk.drafts(below: place.path) == [], "step \(step)")
      if done.count == 9 { break }
      step += 1
    }
    #expect(step > 40)
  }

  private func check(_ folder: DataFolder, _ done: [String], _ note: Comment) throws {
    let facts = try folder.people.file(maren)?.notes.map(\.text) ?? []
    let anna = try #require(AgentID("anna"))
    try folder.blocklist.reload()
    let isBlocked = folder.blocklist.contains(VisitorID(high: 1, low: 1))
    for name in done where name.hasPrefix("fact") { #expect(facts.filter { $0 == name }.count == 1, note) }
    if done.contains("order") { #expect(try folder.orders.orders(of: maren).count == 1, note) }
    if done.last == "blocked" { #expect(isBlocked, note) }
    if done.contains("unblocked") { #expect(!isBlocked, note) }
    if done.contains("removed") { #expect(try folder.team.agent(anna) == nil, note) }
    if done.contains("spent") { #expect(try folder.team.spendLink(hash: "a", now: now) == nil, note) }
    if done.last == "link" { #expect(try folder.team.agent(anna) != nil, note) }
    // Whatever was cut off, the next act finds files it can read and change.
    try folder.people.update(maren) { $0.append(self.note("after")) }
    _ = try folder.team.all()
  }
}
