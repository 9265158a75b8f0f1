import ChatDomain
import ChatTesting
import Glibc
import Storage
import Synchronization
import Testing
import TranscriptFormat

@Suite(.timeLimit(.minutes(5))) struct FullDiskTests {
  let place = TemporaryFolder()

  @Test func `without room for a segment words wait, and go on by themselves when there is room`() async throws {
    let isFull = Mutex(false)
    let disk = Disk { step, _ in step == .reserve && isFull.withLock { $0 } ? .fail(ENOSPC) : .proceed }
    let harness = try StoreHarness(place.path, disk: disk)
    _ = await harness.append([try Talks.opened(1)])
    isFull.withLock { $0 = true }
    let text = String(repeating: "x", count: 1_000)
    let (stream, sink) = AsyncStream.makeStream(of: Int.self)
    for seq in 2...30 {
      harness.store.journal.append([Talks.said(1, seq, text)]) { result in
        if result == .success { sink.yield(seq) }
        if seq == 30 { sink.finish() }
      }
    }
    while !harness.log.full.contains(true) { await harness.settle() }
    isFull.withLock { $0 = false }
    var seqs: [Int] = []
    for await seq in stream { seqs.append(seq) }
    #expect(seqs == Array(2...30))
    #expect(harness.log.full == [true, false])
    #expect(harness.log.failures == [])
  }

  @Test func `a file system that reserves no room serves as well`() async throws {
    let disk = Disk { step, _ in step == .reserve ? .fail(EOPNOTSUPP) : .proceed }
    do {
      let harness = try StoreHarness(place.path, disk: disk)
      #expect(await harness.append([try Talks.opened(1)]) == .success)
    }
    #expect(try StoreHarness(place.path, disk: disk).store.recovered.conversations.map(\.lastSeq) == [1])
  }

  @Test func `without room for transcripts the journal still has the words, and the archive shows them`() async throws {
    let isFull = Mutex(false)
    let disk = Disk { step, path in
      step == .write && path.contains("/transcripts/") && isFull.withLock { $0 } ? .cut(11, ENOSPC) : .proceed
    }
    do {
      let harness = try StoreHarness(place.path, disk: disk)
      _ = await harness.append([try Talks.opened(1)])
      await harness.settle()
      isFull.withLock { $0 = true }
      #expect(await harness.append([Talks.said(1, 2), Talks.said(1, 3)]) == .success)
      #expect(try await harness.lines(of: Talks.conversation(1)).map(\.seq) == [1, 2, 3])
      #expect(harness.log.failures == [])
      isFull.withLock { $0 = false }
      #expect(await harness.append([Talks.said(1, 4)]) == .success)
      #expect(try await harness.lines(of: Talks.conversation(1)).map(\.seq) == [1, 2, 3, 4])
    }
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.conversations.map(\.lastSeq) == [4])
    #expect(harness.store.recovered.damages == [])
  }

  @Test func `a failed sync is never acknowledged and never tried again`() async throws {
    let isBroken = Mutex(false)
    let syncs = Mutex(0)
    let disk = Disk { step, path in
      guard step == .sync, path.hasSuffix(".log"), isBroken.withLock({ $0 }) else { return .proceed }
      syncs.withLock { $0 += 1 }
      return .fail(EIO)
    }
    let harness = try StoreHarness(place.path, disk: disk)
    _ = await harness.append([try Talks.opened(1)])
    await harness.settle()
    isBroken.withLock { $0 = true }
    let answers = Mutex(0)
    harness.store.journal.append([Talks.said(1, 2)]) { _ in answers.withLock { $0 += 1 } }
    await harness.settle()
    #expect(answers.withLock { $0 } == 0)
    #expect(harness.log.failures.count == 1)
    #expect(await harness.append([Talks.said(1, 3)]) == .failure(.closed))
    #expect(syncs.withLock { $0 } == 1)
  }

  @Test func `an answer comes only after its bytes were synced`() async throws {
    let steps = Mutex<[String]>([])
    let disk = Disk { step, path in
      if path.hasSuffix(".log") { steps.withLock { $0.append("\(step)") } }
      return .proceed
    }
    let harness = try StoreHarness(place.path, disk: disk)
    await harness.settle()
    for seq in 1...3 {
      let record = seq == 1 ? try Talks.opened(1) : Talks.said(1, seq)
      await withCheckedContinuation { waiter in
        harness.store.journal.append([record]) { _ in
          steps.withLock { $0.append("answer") }
          waiter.resume()
        }
      }
    }
    let seen = steps.withLock { $0 }
    for index in seen.indices where seen[index] == "answer" {
      #expect(seen[..<index].suffix(2) == ["write", "sync"])
    }
    #expect(seen.filter { $0 == "answer" }.count == 3)
  }
}
