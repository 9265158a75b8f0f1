import ChatDomain
import ChatTesting
import Dispatch
import EventLoops
import Glibc
import Primitives
import Search
import Storage
import Synchronization
import Testing
import TranscriptFormat

@Suite(.timeLimit(.minutes(5))) struct SearchIndexTests {
  let place = TemporaryFolder()

  /// Answers until everything was read; each lets the index do at least one more step of its work.
  func found(_ text: String, in index: SearchIndex) async throws -> SearchAnswer {
    let question = SearchQuestion(try SearchQuery(text))
    var answer = SearchAnswer?.none
    for _ in 0..<10 where answer?.isComplete != true {
      answer = await withCheckedContinuation { waiter in index.find(question) { waiter.resume(returning: $0) } }
    }
    return try #require(answer)
  }

  /// Has the index begin to read, and these lines come while it is at it.
  func late(_ records: [JournalRecord], in harness: StoreHarness, meanwhile: () throws -> Void = {}) async throws {
    let (queue, begin, goOn) = (harness.store.search.queue, DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    queue.run { begin.wait() }
    harness.store.search.start()
    // Behind the start, before the first file is read.
    await withCheckedContinuation { reading in
      queue.run {
        reading.resume()
        goOn.wait()
      }
      begin.signal()
    }
    _ = await harness.append(records)
    await harness.settle()
    try meanwhile()
    goOn.signal()
  }

  func path(of talk: UInt64) throws -> String {
    let name = try #require(try TranscriptCatalog(root: place.path).find(Talks.conversation(talk)))
    return "\(place.path)/\(name.path)"
  }

  /// Puts something there that cannot be read as a file.
  func spoil(_ path: String) {
    unlink(path)
    mkdir(path, 0o700)
  }

  @Test func `asked to read again while it reads, it reads once more and is done`() async throws {
    let harness = try StoreHarness(place.path)
    _ = await harness.append([try Talks.opened(1), Talks.said(1, 2, "kettle"), Talks.ended(1, 3)])
    await harness.settle()
    harness.store.search.start()
    harness.store.search.catchUpWithFiles()
    let answer = try await found("kettle", in: harness.store.search)
    #expect(answer.isComplete)
    #expect(answer.talks.count == 1)
    await harness.close()
  }

  @Test func `many lines are taken in though nobody searches`() async throws {
    let harness = try StoreHarness(place.path)
    harness.store.search.start()
    #expect(try await found("kettle", in: harness.store.search).isComplete)
    _ = await harness.append([try Talks.opened(1)] + (2...99).map { Talks.said(1, $0, "kettle \($0)") })
    await harness.settle()
    // The queue itself and nothing of the index: that would take the lines in on its way.
    await withCheckedContinuation { waiter in harness.store.search.queue.run { waiter.resume() } }
    let cache = try #require(try Disk().read("\(place.path)/cache/talks-1.bin"))
    #expect(cache.firstRange(of: Array(" kettle 99".utf8)) != nil)
    await harness.close()
  }

  @Test func `a talk that ends while the files are read is found once`() async throws {
    let harness = try StoreHarness(place.path)
    try await late([try Talks.opened(1), Talks.said(1, 2, "kettle"), Talks.ended(1, 3)], in: harness)
    #expect(try await found("kettle", in: harness.store.search).talks.count == 1)
    await harness.close()
  }

  @Test func `a file that cannot be read hides no other of its day`() async throws {
    let harness = try StoreHarness(place.path)
    for talk: UInt64 in 1...3 {
      _ = await harness.append([try Talks.opened(talk), Talks.said(talk, 2, "kettle"), Talks.ended(talk, 3)])
    }
    await harness.settle()
    spoil(try path(of: 1))
    harness.store.search.start()
    #expect(try await found("kettle", in: harness.store.search).talks.count == 2)
    #expect(harness.log.troubles.count == 1)
    harness.store.search.catchUpWithFiles()
    #expect(try await found("kettle", in: harness.store.search).talks.count == 2)
    await harness.close()
  }

  @Test func `who waits hears of it though a file that came late cannot be read`() async throws {
    let harness = try StoreHarness(place.path)
    let isReady = Mutex(false)
    try await late([try Talks.opened(1), Talks.said(1, 2, "kettle")], in: harness) { spoil(try path(of: 1)) }
    harness.store.search.whenReady { isReady.withLock { $0 = true } }
    #expect(try await found("kettle", in: harness.store.search).isComplete)
    #expect(isReady.withLock { $0 })
    await harness.close()
  }

  @Test func `what is erased together is synced once, and nothing is when nothing is erased`() async throws {
    let syncs = Mutex(0)
    let disk = Disk { step, path in
      if step == .sync, path.contains("/cache/people") { syncs.withLock { $0 += 1 } }
      return .proceed
    }
    let harness = try StoreHarness(place.path, disk: disk)
    let people = harness.folder.people
    func name(_ word: String) throws {
      for number: UInt64 in 1...5 {
        try people.update(PersonID(high: 7 << 59, low: number)) { $0.set(.name, "\(word) \(number)") }
      }
    }
    try name("Jonas")
    harness.store.search.start()
    #expect(try await found("jonas", in: harness.store.search).people.count == 5)
    #expect(syncs.withLock { $0 } == 0)
    try name("Johanna Maria")
    harness.store.search.catchUpWithFiles()
    #expect(try await found("johanna", in: harness.store.search).people.count == 5)
    #expect(syncs.withLock { $0 } == 1)
    await harness.close()
  }
}
