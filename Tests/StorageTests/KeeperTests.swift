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

@Suite(.timeLimit(.minutes(5))) struct KeeperTests {
  let place = TemporaryFolder()
  private let queue = BlockingQueue(label: "keeper tests")

  /// Works on a queue that may block, as the server does.
  func keeping<Answer: Sendable>(
    _ harness: StoreHarness, _ work: @escaping @Sendable (Keeper) throws(StorageError) -> Answer
  ) async -> Result<Answer, StorageError> {
    let keeper = Keeper(harness.folder, journal: harness.store.journal, archive: harness.store.archive) { _ in }
    return await withCheckedContinuation { waiter in
      queue.run {
        do throws(StorageError) { waiter.resume(returning: .success(try work(keeper))) } catch {
          waiter.resume(returning: .failure(error))
        }
      }
    }
  }

  func erase(_ visitor: UInt64, _ harness: StoreHarness) async -> Result<Holdings, StorageError> {
    await keeping(harness) { keeper throws(StorageError) in
      try keeper.erase(PersonID(visitor: Talks.visitor(visitor)), at: Talks.start)
    }
  }

  func isFullDisk<Answer>(_ result: Result<Answer, StorageError>) -> Bool {
    if case .failure(let error) = result { error.isFullDisk } else { false }
  }

  @Test func `who waits for the journal to start over hears that the disk failed`() async throws {
    let gate = DispatchSemaphore(value: 0)
    let reserves = Mutex(0)
    let disk = Disk { step, _ in
      guard step == .reserve,
        reserves.withLock({
          $0 += 1; return $0
        }) == 2
      else { return .proceed }
      gate.wait()
      return .fail(EIO)
    }
    let harness = try StoreHarness(place.path, disk: disk)
    let answers = Mutex<[Result<Void, StorageError>]>([])
    harness.store.journal.startOver { result in answers.withLock { $0.append(result) } }
    await harness.settle()
    gate.signal()
    while harness.log.failures.isEmpty { await harness.settle() }
    await harness.settle()
    #expect(answers.withLock { $0.map { (try? $0.get()) == nil } } == [true])
  }

  @Test func `erasing does not say that it is done when the journal could not let go`() async throws {
    let isFull = Mutex(false)
    let disk = Disk { step, path in
      step == .write && path.contains("/journal/.checkpoint.") && isFull.withLock { $0 } ? .fail(ENOSPC) : .proceed
    }
    let harness = try StoreHarness(place.path, disk: disk)
    _ = await harness.append([try Talks.opened(1), Talks.said(1, 2), Talks.ended(1, 3)])
    isFull.withLock { $0 = true }
    #expect(isFullDisk(await erase(1, harness)))
  }

  @Test func `nothing is handed out or erased while lines wait for room in their transcripts`() async throws {
    let isFull = Mutex(false)
    let disk = Disk { step, path in
      step == .write && path.contains("/transcripts/") && isFull.withLock { $0 } ? .cut(11, ENOSPC) : .proceed
    }
    let harness = try StoreHarness(place.path, disk: disk)
    _ = await harness.append([try Talks.opened(1), Talks.said(1, 2), Talks.ended(1, 3), try Talks.opened(2)])
    await harness.settle()
    isFull.withLock { $0 = true }
    _ = await harness.append([Talks.said(2, 2)])
    await harness.settle()
    let person = PersonID(visitor: Talks.visitor(1))
    #expect(
      isFullDisk(await keeping(harness) { keeper throws(StorageError) in try keeper.export(person, into: Parcel()) }))
    #expect(isFullDisk(await erase(1, harness)))
    #expect(try TranscriptCatalog(harness.folder).find(Talks.conversation(1)) != nil)
    isFull.withLock { $0 = false }
    #expect(try await erase(1, harness).get().talks == [Talks.conversation(1)])
    #expect(try TranscriptCatalog(harness.folder).find(Talks.conversation(1)) == nil)
  }

  @Test func `whoever reads while many talks are erased need not wait for all of them`() async throws {
    let removed = Mutex(0), removedBefore = Mutex(Int?.none), asked = Mutex(Archive?.none)
    let disk = Disk { step, path in
      guard step == .remove, path.contains("/transcripts/") else { return .proceed }
      removed.withLock { $0 += 1 }
      asked.withLock { archive in
        archive?.lines(of: Talks.conversation(500)) { _ in removedBefore.withLock { $0 = removed.withLock { $0 } } }
        archive = nil
      }
      return .proceed
    }
    let harness = try StoreHarness(place.path, disk: disk)
    for talk: UInt64 in 1...250 {
      harness.store.journal.append([
        try Talks.opened(talk),
        Talks.record(talk, 2, .identified(Identity(person: PersonID(high: 1, low: 2), proof: .proved))),
        Talks.ended(talk, 3),
      ]) { _ in }
    }
    _ = await harness.append([try Talks.opened(500)])
    asked.withLock { $0 = harness.store.archive }
    let erased = await keeping(harness) { keeper throws(StorageError) in
      try keeper.erase(PersonID(high: 1, low: 2), at: Talks.start)
    }
    #expect(try erased.get().talks.count == 250)
    #expect(try #require(removedBefore.withLock { $0 }) <= 100)
  }
}
