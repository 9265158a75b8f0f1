import TranscriptFormat

/// The place in the journal where the next batch goes.
struct SegmentWriter {
  let segment: Segment
  private var encoder: JournalEncoder
  private var offset = SegmentHeader.size

  init(_ segment: Segment) {
    self.segment = segment
    encoder = JournalEncoder(segment.header)
  }

  var position: JournalPosition { JournalPosition(segment: segment.number, offset: offset) }

  /// How many wishes from the front the segment has room for.
  ///
  /// One that no segment could hold is written where it is.
  func fitting(_ wishes: [EncodedWish]) -> Int {
    var (count, end) = (0, offset)
    for wish in wishes {
      end += wish.size
      guard end <= segment.size || (count == 0 && offset == SegmentHeader.size) else { break }
      count += 1
    }
    return count
  }

  /// Writes and syncs one batch of so many bytes.
  mutating func write(_ batch: [CommittedLine], size: Int) throws(StorageError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    for index in batch.indices {
      encoder.append(batch[index].frame, endsBatch: index == batch.count - 1, to: &bytes)
    }
    guard !bytes.isEmpty else { return }
    try segment.write(bytes, at: offset)
    offset += bytes.count
  }
}
