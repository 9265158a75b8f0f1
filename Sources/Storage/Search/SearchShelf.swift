import EventLoops
import Glibc
import Search

/// A shelf and the file it is kept in: a cache, which may be deleted at any time while nobody has the folder open.
///
/// It is never synced but when something is erased: what a power cut takes is read from the people's own files again.
struct SearchShelf {
  private(set) var shelf = Shelf()
  private let path: String, disk: Disk
  private var file: File?
  private var saved = 0
  /// Whether something was overwritten since the last sync.
  private var isSyncDue = false

  /// The open file.
  private final class File {
    let descriptor: FileDescriptor
    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
  }

  init(_ name: String, in folder: DataFolder) { (path, disk) = (folder.path("cache/\(name)-1.bin"), folder.disk) }

  /// Reads what is kept; begins anew where that is nothing, of another version or mostly erased.
  mutating func open() throws(StorageError) {
    if let kept = try disk.read(path).flatMap({ Shelf($0) }), kept.blankBytes <= kept.bytes.count / 2 { shelf = kept }
    let file = File(try disk.open(path, O_RDWR | O_CREAT))
    saved = shelf.rows.isEmpty ? 0 : shelf.bytes.count
    try disk.truncate(file.descriptor, to: saved, path: path)
    self.file = file
  }

  /// Lets go of memory and file.
  mutating func close() { (shelf, file, saved, isSyncDue) = (Shelf(), nil, 0, false) }

  mutating func begin(_ key: Shelf.Key, stamp: Int64) -> Int { shelf.begin(key, stamp: stamp) }

  mutating func add(_ text: SearchableText, seq: Int, to row: Int) {
    shelf.add(text.text, asName: text.isName, seq: seq, to: row)
  }

  mutating func end(_ row: Int, seq: Int) { shelf.end(row, seq: seq) }

  /// Writes behind the file's end what was added since the last time.
  mutating func save() throws(StorageError) {
    try sync()
    guard let file, saved < shelf.bytes.count else { return }
    do throws(StorageError) {
      try disk.write(Array(shelf.bytes[saved...]), to: file.descriptor, at: saved, path: path)
      saved = shelf.bytes.count
    } catch {
      try giveUp()
      throw error
    }
  }

  mutating func restamp(_ row: Int, _ stamp: Int64) throws(StorageError) { try write(shelf.restamp(row, stamp)) }

  /// Overwrites these rows; the next `sync` or `save` makes that last on the disk too.
  mutating func erase(_ rows: some Sequence<Int>) throws(StorageError) {
    for row in rows {
      let ranges = shelf.erase(row)
      isSyncDue = isSyncDue || !ranges.isEmpty
      try write(ranges)
    }
  }

  /// Makes what was erased since the last time survive a power cut, once for all of it.
  mutating func sync() throws(StorageError) {
    guard isSyncDue else { return }
    isSyncDue = false
    guard let file else { return }
    do throws(StorageError) { try disk.sync(file.descriptor, path: path) } catch { try giveUp() }
  }

  private mutating func write(_ ranges: [Range<Int>]) throws(StorageError) {
    guard let file else { return }
    do throws(StorageError) {
      for range in ranges where range.upperBound <= saved {
        try disk.write(Array(shelf.bytes[range]), to: file.descriptor, at: range.lowerBound, path: path)
      }
    } catch { try giveUp() }
  }

  /// A cache that cannot be written is taken away, and the next start makes it again: it may hold what was erased.
  private mutating func giveUp() throws(StorageError) {
    file = nil
    try disk.remove(path)
  }
}
