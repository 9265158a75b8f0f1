import EventLoops
import TranscriptFormat

/// Writes checkpoints on a queue of its own: neither new words nor readers wait for so large a sync.
actor Checkpointer: DiskActor {
  nonisolated let queue = BlockingQueue(label: "secondring.checkpoints")
  private let folder: DataFolder

  init(_ folder: DataFolder) { self.folder = folder }

  /// Syncs what has been written, says how far that is, and lets go of the journal before it.
  func write(_ checkpoint: CheckpointFile) throws(StorageError) {
    try folder.sync()
    try folder.disk.replace(folder.path("journal/checkpoint"), with: checkpoint.bytes)
    for number in try Segment.numbers(in: folder) where number < checkpoint.segment {
      try folder.disk.remove(Segment.path(number, in: folder))
    }
  }
}
