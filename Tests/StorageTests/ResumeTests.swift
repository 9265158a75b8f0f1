import ChatDomain
import ChatTesting
import Dispatch
import EventLoops
import Glibc
import Primitives
import Storage
import Synchronization
import Testing
import TranscriptFormat

/// Any stranger may name any conversation: what a look-up of it costs is bounded.
@Suite(.timeLimit(.minutes(5))) struct ResumeTests {
  private let place = TemporaryFolder()

  private static func key(_ visitor: UInt64) -> VisitorKey {
    guard let site = SiteID("shop") else { preconditionFailure("a name of a site") }
    return VisitorKey(site: site, owner: .browser(Talks.visitor(visitor)))
  }

  private func lines(_ harness: StoreHarness, _ talk: ConversationID, for visitor: UInt64 = 1) async -> [Entry]? {
    await withCheckedContinuation { waiter in
      let isTaken = harness.store.resumes.lines(of: talk, for: Self.key(visitor)) { waiter.resume(returning: $0) }
      if !isTaken { waiter.resume(returning: nil) }
    }
  }

  @Test func `an ended conversation is found near the date in its name`() async throws {
    let harness = try StoreHarness(place.path)
    _ = await harness.append([try Talks.opened(1), Talks.said(1, 2), Talks.ended(1, 3)])
    await harness.settle()
    #expect(await lines(harness, Talks.conversation(1))?.map(\.seq) == [1, 2, 3])
    #expect(await lines(harness, Talks.conversation(2)) == [])
  }

  @Test func `a made-up name looks at no other day, however many there are`() async throws {
    let harness = try StoreHarness(place.path)
    // The file of the wanted conversation lies on a day that its name does not say: to find it all days must be listed.
    let talk = Talks.conversation(7)
    var folder = "\(place.path)/transcripts"
    for part in ["2019", "05", "04"] {
      folder += "/\(part)"
      mkdir(folder, 0o700)
    }
    try harness.folder.disk.replace("\(folder)/101010Z-\(talk).jsonl", with: Array("x".utf8))
    #expect(try TranscriptCatalog(harness.folder).find(talk) != nil)
    #expect(await lines(harness, talk) == [])
  }

  @Test func `one look-up a visitor and few in all wait, and the archive waits for none`() async throws {
    let harness = try StoreHarness(place.path)
    let gate = DispatchSemaphore(value: 0)
    harness.store.resumes.queue.run { gate.wait() }
    let answered = Mutex(0)
    func ask(_ visitor: UInt64) -> Bool {
      harness.store.resumes.lines(of: Talks.conversation(visitor), for: Self.key(visitor)) { _ in
        answered.withLock { $0 += 1 }
      }
    }
    #expect(ask(1))
    #expect(!ask(1))
    let taken = (2..<UInt64(1_000)).filter { ask($0) }
    #expect(taken.count == ResumeReader.most - 1)
    // A talk is written and read meanwhile.
    _ = await harness.append([try Talks.opened(5_000), Talks.said(5_000, 2)])
    #expect(try await harness.lines(of: Talks.conversation(5_000)).count == 2)
    gate.signal()
    await withCheckedContinuation { waiter in harness.store.resumes.queue.run { waiter.resume() } }
    #expect(answered.withLock { $0 } == ResumeReader.most)
    #expect(ask(1))
  }
}
