package import Primitives

/// Sizes and times of the store, each with its reason.
package struct StorageOptions: Sendable {
  /// Bytes of one journal segment: fifty thousand messages fit, and a fresh one is written full of zeros in 15 ms.
  package var segmentSize = 16 << 20
  /// Bytes of transcripts written since the last checkpoint that ask for the next.
  package var checkpointBytes = 16 << 20
  /// Time since the last checkpoint that asks for the next: what a restart has to read again.
  package var checkpointAge = Milliseconds.seconds(5)
  /// Transcripts kept open; to open one anew for each line costs as much as the line.
  package var openTranscripts = 256
  /// After a full disk, how long until it is tried again.
  package var retryAfter = Milliseconds.seconds(3)

  /// The values for a shop.
  package init() {}

  /// The values for segments of another size; smaller ones have a checkpoint four times in each.
  package init(segmentSize: Int) {
    if segmentSize < self.segmentSize { checkpointBytes = segmentSize / 4 }
    self.segmentSize = segmentSize
  }

  /// The same for a process that may have so many descriptors: a quarter of them for transcripts, a thousand at most.
  package init(segmentSize: Int, descriptors: Int) {
    self.init(segmentSize: segmentSize)
    openTranscripts = min(1_024, max(1, descriptors / 4))
  }
}
