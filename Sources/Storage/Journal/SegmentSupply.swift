import EventLoops
import Glibc
import Primitives

/// Makes the journal's next segment ahead of need, on a queue of its own; waits there when the disk is full.
actor SegmentSupply: DiskActor {
  nonisolated let queue = BlockingQueue(label: "secondring.segments")
  private let folder: DataFolder, options: StorageOptions, events: StorageEvents
  private var isStopped = false

  init(folder: DataFolder, options: StorageOptions, events: StorageEvents) {
    (self.folder, self.options, self.events) = (folder, options, events)
  }

  /// Makes a segment and hands it over, trying again for as long as there is no room.
  func make(_ number: UInt32, wasFull: Bool = false, then: @escaping @Sendable (Result<Segment, StorageError>) -> Void)
  {
    guard !isStopped else { return }
    do {
      let segment = try Segment(number, in: folder, size: options.segmentSize)
      if wasFull { events.diskFilled(false) }
      then(.success(segment))
    } catch  where error.isFullDisk {
      if !wasFull { events.diskFilled(true) }
      rest()
      post { $0.make(number, wasFull: true, then: then) }
    } catch { then(.failure(error)) }
  }

  func stop() { isStopped = true }

  // This queue has nothing else to do meanwhile.
  private func rest() { usleep(UInt32(clamping: options.retryAfter.count * 1_000)) }
}

extension StorageError {
  /// Whether more room would help.
  package var isFullDisk: Bool {
    if case .system(let error) = self { error.code == ENOSPC || error.code == EDQUOT } else { false }
  }
}
