import ChatDomain
package import EventLoops
import Synchronization
import TranscriptFormat

/// The commit point: what its `append` calls back for with success is on disk and stays there.
///
/// open -> waiting for a segment -> open …; -> closed. One write and one sync for all that came in during the last one.
package actor Journal: DiskActor {
  /// One call of `append`.
  struct Wish: Sendable {
    let records: [JournalRecord]
    let then: @Sendable (Result<Void, StorageError>) -> Void
  }

  /// The queue of the disk.
  package nonisolated let queue = BlockingQueue(label: "secondring.journal")
  private nonisolated let inbox = Mutex<[Wish]>([])
  private let archive: Archive, supply: SegmentSupply, events: StorageEvents
  private var writing: SegmentWriter
  private var next: Next = .none
  private var backlog: [EncodedWish] = []
  private var isClosed = false
  /// Who waits for a new segment, whatever room the present one has.
  private var startingOver: [@Sendable (Result<Void, StorageError>) -> Void] = []

  private enum Next {
    case none
    case wanted
    case ready(Segment)
  }

  init(first: Segment, archive: Archive, supply: SegmentSupply, events: StorageEvents) {
    (self.archive, self.supply, self.events) = (archive, supply, events)
    writing = SegmentWriter(first)
  }

  /// Makes these lines durable, in order and together; calls back on the disk's queue, in the order of the calls.
  package nonisolated func append(
    _ records: [JournalRecord], then: @escaping @Sendable (Result<Void, StorageError>) -> Void
  ) {
    let isFirst = inbox.withLock { inbox in
      inbox.append(Wish(records: records, then: then))
      return inbox.count == 1
    }
    if isFirst { post { $0.commit() } }
  }

  /// Writes what is still waiting and the last checkpoint; then calls back.
  ///
  /// Nothing can be appended any more.
  package nonisolated func close(then: @escaping @Sendable () -> Void) {
    post { journal in
      journal.commit()
      journal.fail(with: .closed)
      journal.supply.post { $0.stop() }
      journal.archive.post { $0.close(then: then) }
    }
  }

  /// Goes on in a new segment, and calls back when nothing is left of those before: what was erased from the files
  /// is then erased here too.
  package nonisolated func startOver(then: @escaping @Sendable (Result<Void, StorageError>) -> Void) {
    post { journal in
      guard !journal.isClosed else { return then(.failure(.closed)) }
      journal.startingOver.append(then)
      journal.commit()
    }
  }

  /// Asks for the segment after the one being written.
  func prepareNext() {
    guard case .none = next else { return }
    next = .wanted
    let number = writing.segment.number &+ 1
    supply.post { [self] supply in
      supply.make(number) { [weak self] result in self?.post { $0.supplied(result) } }
    }
  }

  private func supplied(_ result: Result<Segment, StorageError>) {
    switch result {
    case .success(let segment): next = .ready(segment)
    case .failure(let error): return die(of: error)
    }
    commit()
  }

  private func commit() {
    let wishes = inbox.withLock { inbox in
      let taken = inbox
      inbox = []
      return taken
    }
    guard !isClosed else { return wishes.forEach { $0.then(.failure(.closed)) } }
    if !startingOver.isEmpty, turnPage() { startedOver() }
    for wish in wishes { backlog.append(EncodedWish(wish)) }
    while !backlog.isEmpty, !isClosed {
      guard commitBatch() || turnPage() else { return }
    }
  }

  /// Writes as much of the backlog as the segment has room for; false when not even the first wish fits.
  private func commitBatch() -> Bool {
    let count = writing.fitting(backlog)
    guard count > 0 else { return false }
    let batch = Array(backlog[..<count])
    let lines = batch.flatMap { $0.lines }
    do { try writing.write(lines, size: batch.reduce(0) { $0 + $1.size }) } catch {
      die(of: error)
      return true
    }
    backlog.removeFirst(count)
    let position = writing.position
    archive.lag.committed(lines.count, at: Clock.now())
    // Before the callbacks: whoever then asks the archive finds these lines in the transcripts.
    archive.post { $0.take(lines, through: position) }
    for wish in batch { wish.then(wish.fault.map { .failure($0) } ?? .success(())) }
    return true
  }

  /// Goes on in the next segment; false when that is not there yet, and commit is called again when it is.
  private func turnPage() -> Bool {
    guard case .ready(let segment) = next else {
      prepareNext()
      return false
    }
    writing = SegmentWriter(segment)
    next = .none
    prepareNext()
    return true
  }

  private func startedOver() {
    let (position, waiters) = (writing.position, startingOver)
    startingOver = []
    archive.post { archive in
      archive.startOver(at: position) { result in for waiter in waiters { waiter(result) } }
    }
  }

  // A failed sync leaves pages marked clean that never reached the disk: a second one would lie. So no retry, no answer.
  private func die(of error: StorageError) {
    guard !isClosed else { return }
    isClosed = true
    backlog = []
    refuseToStartOver(error)
    events.failed(error)
  }

  private func fail(with error: StorageError) {
    isClosed = true
    for wish in backlog { wish.then(.failure(error)) }
    backlog = []
    refuseToStartOver(error)
  }

  private func refuseToStartOver(_ error: StorageError) {
    for waiter in startingOver { waiter(.failure(error)) }
    startingOver = []
  }
}
