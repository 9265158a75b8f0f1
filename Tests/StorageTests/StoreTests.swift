import ChatDomain
import ChatTesting
import Glibc
import Primitives
import Storage
import Testing
import TranscriptFormat

@Suite(.timeLimit(.minutes(5))) struct StoreTests {
  let place = TemporaryFolder()

  @Test func `what was acknowledged is there after a restart`() async throws {
    do {
      let harness = try StoreHarness(place.path)
      #expect(await harness.append([try Talks.opened(1), Talks.said(1, 2)]) == .success)
      #expect(await harness.append([Talks.said(1, 3)]) == .success)
      await harness.settle()
    }
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.damages == [])
    #expect(harness.store.recovered.conversations.map(\.lastSeq) == [3])
    #expect(try await harness.lines(of: Talks.conversation(1)).map(\.seq) == [1, 2, 3])
    #expect(harness.log.failures == [])
  }

  @Test func `callbacks come in the order of the calls, and the archive has the lines by then`() async throws {
    let harness = try StoreHarness(place.path)
    _ = await harness.append([try Talks.opened(1)])
    let (stream, sink) = AsyncStream.makeStream(of: Int.self)
    for seq in 2...200 {
      harness.store.journal.append([Talks.said(1, seq)]) { _ in
        harness.store.archive.lines(of: Talks.conversation(1), after: seq - 1, through: seq) { lines in
          sink.yield((try? lines.get().first?.seq) ?? -1)
          if seq == 200 { sink.finish() }
        }
      }
    }
    var seqs: [Int] = []
    for await seq in stream { seqs.append(seq) }
    #expect(seqs == Array(2...200))
  }

  @Test func `an ended talk is no longer open, and is found for ever`() async throws {
    do {
      let harness = try StoreHarness(place.path)
      _ = await harness.append([try Talks.opened(1), Talks.said(1, 2), Talks.ended(1, 3)])
      await harness.close()
    }
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.conversations.isEmpty)
    #expect(try await harness.lines(of: Talks.conversation(1)).count == 3)
    await #expect(throws: StorageError.unknown("conversation \(Talks.conversation(9))")) {
      try await harness.lines(of: Talks.conversation(9))
    }
  }

  @Test func `many talks over many segments all come back, with old segments gone`() async throws {
    do {
      let harness = try StoreHarness(place.path)
      for talk: UInt64 in 1...20 { _ = await harness.append([try Talks.opened(talk)]) }
      for seq in 2...10 {
        for talk: UInt64 in 1...20 { _ = await harness.append([Talks.said(talk, seq)]) }
      }
      await harness.close()
      #expect(harness.log.failures == [])
      let segments = try Disk().list(place.path + "/journal").filter { $0.hasSuffix(".log") }
      #expect(segments.count < 8)
    }
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.conversations.count == 20)
    #expect(harness.store.recovered.conversations.allSatisfy { $0.lastSeq == 10 })
  }

  // As many as several processors share, in segments that they share too.
  @Test(arguments: [false, true]) func `a crowd of talks comes back, with its transcripts or without`(areLost: Bool)
    async throws
  {
    let talks: ClosedRange<UInt64> = 1...600
    do {
      var options = StorageOptions(segmentSize: 65_536)
      (options.checkpointBytes, options.checkpointAge) = (.max, .seconds(86_400))
      let harness = try StoreHarness(place.path, options: options)
      _ = await harness.append(try talks.map(Talks.opened))
      for seq in 2...4 { _ = await harness.append(talks.map { Talks.said($0, seq) }) }
      _ = await harness.append(talks.filter { $0.isMultiple(of: 3) }.map { Talks.ended($0, 5) })
      await harness.settle()
    }
    if areLost { #expect(rename(place.path + "/transcripts", place.path + "/lost") == 0) }
    let harness = try StoreHarness(place.path, options: StorageOptions(segmentSize: 65_536))
    let recovered = harness.store.recovered
    #expect(recovered.conversations.map(\.id) == talks.filter { !$0.isMultiple(of: 3) }.map(Talks.conversation))
    #expect(recovered.ended.map(\.id) == talks.filter { $0.isMultiple(of: 3) }.map(Talks.conversation))
    #expect(recovered.conversations.allSatisfy { $0.lastSeq == 4 } && recovered.ended.allSatisfy { $0.lastSeq == 5 })
    #expect(recovered.restoredLines == (areLost ? 2_600 : 0))
    #expect(recovered.damages == [])
    for talk in [1, 300, 600] as [UInt64] {
      #expect(try await harness.lines(of: Talks.conversation(talk)).map(\.seq) == Array(1...(talk == 1 ? 4 : 5)))
    }
  }

  @Test func `after close nothing is taken`() async throws {
    let harness = try StoreHarness(place.path)
    await harness.close()
    #expect(await harness.append([try Talks.opened(1)]) == .failure(.closed))
  }

  @Test func `a line too long for a record is refused and all else goes on`() async throws {
    let harness = try StoreHarness(place.path)
    let long = Talks.said(1, 2, String(repeating: "x", count: JournalFrame.longestLine))
    guard case .failure(.tooLong) = await harness.append([long]) else { return #expect(Bool(false)) }
    #expect(await harness.append([try Talks.opened(1)]) == .success)
  }

  @Test func `without a checkpoint everything is read again`() async throws {
    do {
      let harness = try StoreHarness(place.path)
      _ = await harness.append([try Talks.opened(1), Talks.said(1, 2), try Talks.opened(2), Talks.ended(2, 2)])
      await harness.close()
    }
    try Disk().remove(place.path + "/journal/checkpoint")
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.conversations.map(\.id) == [Talks.conversation(1)])
  }
}

extension Result where Success == Void, Failure == StorageError {
  static var success: Self { .success(()) }

  static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.success, .success): true
    case (.failure(let one), .failure(let other)): one == other
    default: false
    }
  }
}
