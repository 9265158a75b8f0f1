import EventLoops

/// Reads lines of the journal again; some segments stay open meanwhile.
struct JournalLines {
  private static let mostOpen = 64

  private final class OpenSegment {
    let path: String, descriptor: FileDescriptor

    init(_ number: UInt32, _ folder: DataFolder) throws(StorageError) {
      path = Segment.path(number, in: folder)
      descriptor = try folder.disk.open(path)
    }
  }

  private let folder: DataFolder
  private var open: [UInt32: OpenSegment] = [:]

  init(_ folder: DataFolder) { self.folder = folder }

  /// The line's bytes.
  mutating func read(_ line: JournalLine) throws(StorageError) -> [UInt8] {
    let segment = try segment(line.segment)
    return try folder.disk.read(segment.descriptor, path: segment.path, line.size, at: line.offset)
  }

  private mutating func segment(_ number: UInt32) throws(StorageError) -> OpenSegment {
    if let known = open[number] { return known }
    if open.count >= Self.mostOpen { open.removeAll() }
    let segment = try OpenSegment(number, folder)
    open[number] = segment
    return segment
  }
}
