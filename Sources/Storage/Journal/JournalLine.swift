import Primitives
import TranscriptFormat

/// Where a line stands in the journal, and how it is known again in a transcript without reading it twice.
///
/// A million of them are held at once; the segments' own bytes would be three hundred megabytes to clear and to fill.
struct JournalLine: Equatable {
  let segment: UInt32
  private let count: UInt32, checksum: UInt32
  let offset: Int

  /// The line of a frame, whose bytes are a piece of the whole segment.
  init(_ frame: JournalFrame, in segment: UInt32) {
    (self.segment, offset) = (segment, frame.line.startIndex)
    // A frame's line is bounded: see JournalFrame.longestLine.
    count = UInt32(clamping: frame.line.count)
    checksum = CRC32C.of(frame.line.span)
  }

  /// How many bytes it has.
  var size: Int { Int(count) }

  /// Whether just this line stands at this place of a file.
  func stands(in file: [UInt8], at place: Int, before end: Int) -> Bool {
    size <= end - place && CRC32C.of(file[place..<(place + size)].span) == checksum
  }
}
