import ChatDomain
import ChatTesting
import Glibc
import Primitives
import Storage
import Synchronization
import Testing
import TranscriptFormat

/// The disk stops at every step there is, with the last write whole, missing or cut; then the folder is opened again.
@Suite(.timeLimit(.minutes(5))) struct CrashTests {
  enum Last: CaseIterable { case missing, cutShort, cut, whole }

  /// A disk that dies at its `step`th change.
  final class DyingDisk: Sendable {
    let step: Int, last: Last
    let count = Mutex(0)

    init(step: Int, last: Last) { (self.step, self.last) = (step, last) }

    var disk: Disk {
      Disk { [self] step, _ in
        let number = count.withLock { count in
          count += 1
          return count
        }
        if number < self.step { return .proceed }
        guard number == self.step, step == .write else { return .fail(EIO) }
        return switch last {
        case .missing: .fail(EIO)
        // Within a segment's own header, and within a record's.
        case .cutShort: .cut(16, EIO)
        case .cut: .cut(37, EIO)
        case .whole: .cut(.max, EIO)
        }
      }
    }
    var isDead: Bool { count.withLock { $0 >= step } }
  }

  /// Two talks over several segments and checkpoints; one ends.
  ///
  /// Gives back what was acknowledged.
  func live(_ harness: StoreHarness, _ dying: DyingDisk) async throws -> [JournalRecord] {
    var acknowledged: [JournalRecord] = []
    var script = [[try Talks.opened(1), Talks.said(1, 2)], [try Talks.opened(2), Talks.said(2, 2)]]
    let text = String(repeating: "a longer word ", count: 20)
    for seq in 3...8 { script += [[Talks.said(1, seq, text)], [Talks.said(2, seq, text)]] }
    script.append([Talks.ended(2, 9)])
    for records in script {
      let answer = Mutex(false)
      harness.store.journal.append(records) { result in
        if result == .success { answer.withLock { $0 = true } }
      }
      await harness.settle()
      guard answer.withLock({ $0 }) else { break }
      acknowledged += records
    }
    return acknowledged
  }

  @Test(arguments: Last.allCases)
  func `nothing acknowledged is lost, whenever the disk stops`(last: Last) async throws {
    var step = 30
    while true {
      let place = TemporaryFolder()
      let dying = DyingDisk(step: step, last: last)
      var acknowledged: [JournalRecord] = []
      do {
        let harness = try StoreHarness(place.path, disk: dying.disk)
        acknowledged = try await live(harness, dying)
      } catch is StorageError {}
      try await check(place, acknowledged, "step \(step)")
      guard dying.isDead else { return }
      step += 1
    }
  }

  @Test func `lines written together come back together or not at all, wherever the write was cut`() async throws {
    for length in stride(from: 5, to: 1_100, by: 37) {
      let place = TemporaryFolder()
      do {
        let isBegun = Mutex(false)
        let disk = Disk { step, path in
          guard step == .write, path.hasSuffix("00000001.log"), isBegun.withLock({ $0 }) else { return .proceed }
          return .cut(length, EIO)
        }
        let harness = try StoreHarness(place.path, options: StorageOptions(), disk: disk)
        isBegun.withLock { $0 = true }
        harness.store.journal.append([try Talks.opened(1), Talks.said(1, 2), Talks.said(1, 3)]) { _ in }
        await harness.settle()
      }
      for start in 1...2 {
        let harness = try StoreHarness(place.path)
        #expect([[], [3]].contains(harness.store.recovered.conversations.map(\.lastSeq)), "\(length), start \(start)")
        #expect(harness.store.recovered.damages == [], "\(length), start \(start)")
        // Numbers given to words that nobody was told of are given again.
        if start == 1, harness.store.recovered.conversations.isEmpty {
          #expect(await harness.append([try Talks.opened(1), Talks.said(1, 2, "other"), Talks.said(1, 3)]) == .success)
        }
      }
    }
  }

  @Test func `a recovery that is cut off at any step can be repeated`() async throws {
    var step = 1
    while true {
      let place = TemporaryFolder()
      var acknowledged: [JournalRecord] = []
      do {
        // It dies late enough to leave lines in the journal that the checkpoint does not cover.
        let dying = DyingDisk(step: 88, last: .whole)
        acknowledged = try await live(try StoreHarness(place.path, disk: dying.disk), dying)
        #expect(acknowledged.count > 5)
      }
      let again = DyingDisk(step: step, last: .cut)
      do { await (try StoreHarness(place.path, disk: again.disk)).settle() } catch is StorageError {}
      try await check(place, acknowledged, "recovery step \(step)")
      guard again.isDead else { return }
      step += 1
    }
  }

  // A start after a kill reads what was written and never synced. When the power goes while it makes the transcripts
  // whole, none of them may have lines that the journal has not.
  @Test func `what a start finds in the journal is synced before a transcript gets it`() async throws {
    let place = TemporaryFolder()
    do {
      let full = Disk { step, path in step == .write && path.contains("/transcripts/") ? .fail(ENOSPC) : .proceed }
      let harness = try StoreHarness(place.path, disk: full)
      #expect(await harness.append([try Talks.opened(1), Talks.said(1, 2)]) == .success)
      await harness.settle()
    }
    let steps = Mutex<[(step: Disk.Step, path: String)]>([])
    let disk = Disk { step, path in
      steps.withLock { $0.append((step, path)) }
      return .proceed
    }
    await (try StoreHarness(place.path, disk: disk)).settle()
    let taken = steps.withLock { $0 }
    let first = try #require(taken.firstIndex { $0.step == .write && $0.path.contains("/transcripts/") })
    #expect(taken[..<first].contains { $0.step == .sync && $0.path == place.path })
  }

  private func check(_ place: TemporaryFolder, _ acknowledged: [JournalRecord], _ note: Comment) async throws {
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.damages == [], note)
    for talk: UInt64 in [1, 2] {
      let wanted = acknowledged.filter { $0.conversation == Talks.conversation(talk) }.map(\.entry)
      guard !wanted.isEmpty else { continue }
      let lines = try await harness.lines(of: Talks.conversation(talk))
      #expect(lines.map(\.seq) == Array(1...lines.count), note)
      #expect(Array(lines.prefix(wanted.count)) == wanted, note)
      let isOpen = harness.store.recovered.conversations.contains { $0.id == Talks.conversation(talk) }
      guard case .ended = lines.last?.fact else {
        #expect(isOpen, note)
        continue
      }
      #expect(!isOpen, note)
      try checkFiling(of: talk, harness, note)
    }
    let next = [try Talks.opened(3), Talks.said(3, 2)]
    #expect(await harness.append(next) == .success, note)
    #expect(try await harness.lines(of: Talks.conversation(3)).count == 2, note)
    #expect(harness.log.failures == [], note)
  }

  /// A talk whose end is there stands in the person's file, once.
  private func checkFiling(of talk: UInt64, _ harness: StoreHarness, _ note: Comment) throws {
    let file = try harness.folder.people.file(PersonID(visitor: Talks.visitor(talk)))
    #expect(file?.notes.map(\.kind) == [.talk(Talks.conversation(talk))], note)
  }
}
