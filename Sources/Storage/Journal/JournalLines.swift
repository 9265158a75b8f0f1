import EventLoops

/// Reads lines of the journal again, a block of neighbours at a time: talks that went on together stand side by side.
struct JournalLines {
  private static let mostOpen = 64
  /// Some fifty lines.
  private static let blockSize = 16 << 10
  /// With a thousand lines each in a block of its own, the next talk still finds its own beside them.
  private static let mostBlocks = 2_048

  private final class OpenSegment {
    let path: String, descriptor: FileDescriptor

    init(_ number: UInt32, _ folder: DataFolder) throws(StorageError) {
      path = Segment.path(number, in: folder)
      descriptor = try folder.disk.open(path)
    }
  }

  private struct Place: Hashable {
    let segment: UInt32, block: Int
  }

  private let folder: DataFolder
  private var open: [UInt32: OpenSegment] = [:]
  private var blocks: [Place: [UInt8]] = [:]

  init(_ folder: DataFolder) { self.folder = folder }

  /// Puts the line's bytes behind what is there.
  mutating func append(_ line: JournalLine, to bytes: inout [UInt8]) throws(StorageError) {
    let (block, start) = line.offset.quotientAndRemainder(dividingBy: Self.blockSize)
    let end = start + line.size
    if end <= Self.blockSize, let known = try neighbours(Place(segment: line.segment, block: block)), end <= known.count
    {
      bytes += known[start..<end]
    } else {
      let segment = try segment(line.segment)
      bytes += try folder.disk.read(segment.descriptor, path: segment.path, line.size, at: line.offset)
    }
  }

  private mutating func neighbours(_ place: Place) throws(StorageError) -> [UInt8]? {
    if let known = blocks[place] { return known }
    let segment = try segment(place.segment)
    let start = place.block * Self.blockSize
    let block = try folder.disk.read(segment.descriptor, path: segment.path, upTo: Self.blockSize, at: start)
    if blocks.count >= Self.mostBlocks { blocks.removeAll(keepingCapacity: true) }
    blocks[place] = block
    return block
  }

  private mutating func segment(_ number: UInt32) throws(StorageError) -> OpenSegment {
    if let known = open[number] { return known }
    if open.count >= Self.mostOpen { open.removeAll() }
    let segment = try OpenSegment(number, folder)
    open[number] = segment
    return segment
  }
}
