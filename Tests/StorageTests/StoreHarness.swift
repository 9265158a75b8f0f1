import ChatDomain
import EventLoops
import Glibc
import Primitives
import Storage
import Synchronization
import Testing
import TranscriptFormat

/// A store on a temporary folder, with everything it called back.
final class StoreHarness: Sendable {
  let folder: DataFolder, store: Store
  let log: Log

  final class Log: Sendable {
    struct Facts {
      var failures: [StorageError] = [], troubles: [StorageError] = [], full: [Bool] = []
    }
    let facts = Mutex(Facts())
    var failures: [StorageError] { facts.withLock { $0.failures } }
    var troubles: [StorageError] { facts.withLock { $0.troubles } }
    var full: [Bool] { facts.withLock { $0.full } }
  }

  static var small: StorageOptions {
    var options = StorageOptions()
    (options.segmentSize, options.checkpointBytes) = (4_096, 3_000)
    (options.openTranscripts, options.retryAfter) = (3, .milliseconds(5))
    return options
  }

  init(_ path: String, options: StorageOptions = small, disk: Disk = Disk()) throws {
    let log = Log()
    let events = StorageEvents(
      diskFilled: { isFull in log.facts.withLock { $0.full.append(isFull) } },
      failed: { error in log.facts.withLock { $0.failures.append(error) } },
      troubled: { error in log.facts.withLock { $0.troubles.append(error) } })
    self.log = log
    folder = try Self.opened(path, disk)
    store = try Store(folder, options: options, events: events)
  }

  // A store that was let go may still be making a segment; its lock goes when that is done.
  private static func opened(_ path: String, _ disk: Disk) throws(StorageError) -> DataFolder {
    while true {
      do throws(StorageError) { return try DataFolder.open(path, disk: disk) } catch {
        guard case .inUse = error else { throw error }
        sched_yield()
      }
    }
  }

  /// Appends and waits for the answer.
  func append(_ records: [JournalRecord]) async -> Result<Void, StorageError> {
    await withCheckedContinuation { waiter in store.journal.append(records) { waiter.resume(returning: $0) } }
  }

  func lines(of conversation: ConversationID) async throws -> [Entry] {
    try await withCheckedContinuation { waiter in
      store.archive.lines(of: conversation) { waiter.resume(returning: $0) }
    }.get()
  }

  func card(_ acquaintance: Acquaintance) async throws -> PersonCard {
    try await withCheckedContinuation { waiter in
      store.archive.card(for: acquaintance) { waiter.resume(returning: $0) }
    }.get()
  }

  func close() async { await withCheckedContinuation { waiter in store.journal.close { waiter.resume() } } }

  /// Waits until everything asked of both queues so far is done.
  func settle() async {
    await withCheckedContinuation { waiter in store.journal.queue.run { waiter.resume() } }
    await withCheckedContinuation { waiter in store.archive.queue.run { waiter.resume() } }
  }
}

/// Talks for the tests: the same numbers give the same talk.
enum Talks {
  static let start = Instant(milliseconds: 1_795_356_127_512)

  static func conversation(_ number: UInt64) -> ConversationID {
    ConversationID(high: UInt64(start.milliseconds) << 16, low: number)
  }

  static func visitor(_ number: UInt64) -> VisitorID { VisitorID(high: 11, low: number) }

  static func record(_ talk: UInt64, _ seq: Int, _ fact: Fact, by: Author = .visitor) -> JournalRecord {
    let mid = MessageID(high: talk, low: UInt64(seq))
    let at = start + .seconds(Int64(seq))
    return JournalRecord(conversation(talk), Entry(seq: seq, mid: mid, at: at, by: by, name: "", fact: fact))
  }

  static func opened(_ talk: UInt64) throws -> JournalRecord {
    let site = try #require(SiteID("shop"))
    let place = Place(page: Page(url: "https://shop.example/", title: "Shop"))
    return record(talk, 1, .opened(Opening(site: site, visitor: visitor(talk), place: place)))
  }

  static func said(_ talk: UInt64, _ seq: Int, _ text: String = "words") -> JournalRecord {
    record(talk, seq, .said(Body(text: text)))
  }

  static func ended(_ talk: UInt64, _ seq: Int) -> JournalRecord { record(talk, seq, .ended(.byAgent), by: .desk) }
}
