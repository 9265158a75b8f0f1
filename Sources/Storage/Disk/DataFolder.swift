import CLinux
import EventLoops
import Glibc

/// The shop's data folder, open and locked: as long as this value lives, no other process writes there.
package final class DataFolder: Sendable {
  /// What the file `format` says; written into new folders, where each site has customers of its own.
  package static let format = "second ring data folder 2"
  /// What it says of older folders, whose sites share one book of customers; they stay as they are.
  package static let olderFormat = "second ring data folder 1"
  private static let folders = ["journal", "transcripts", "people", "orders", "team", "team/faces", "sites", "cache"]

  /// Where it is.
  package let path: String
  /// Whether sites that name no book of customers share one, as in folders of format 1.
  package let sharesCustomers: Bool
  package let disk: Disk
  /// What the shop knows of people.
  package let people: People
  /// The shop's agents and their sign-in links.
  package let team: Team
  /// The sites that embed the widget.
  package let sites: Sites
  /// Past purchases.
  package let orders: OrderBook
  /// Visitors who may not write.
  package let blocklist: Blocklist
  /// The files behind these, and `settings.json`.
  let records: RecordFiles
  private let lock: FileDescriptor
  /// Pauses of 10 ms for a lock to follow its owner.
  private static let longestGrace = 50

  private init(path: String, sharesCustomers: Bool, disk: Disk, lock: consuming FileDescriptor) {
    (self.path, self.sharesCustomers, self.disk) = (path, sharesCustomers, disk)
    let records = RecordFiles(path: path, disk: disk)
    self.records = records
    (people, team, sites) = (People(records), Team(records), Sites(records, sharesCustomers: sharesCustomers))
    (orders, blocklist) = (OrderBook(records), Blocklist(records))
    self.lock = lock
  }

  /// Makes everything written so far in the folder, names included, survive a power cut.
  // One call for thousands of transcripts: a sync of each takes some hundred times as long. The descriptor is open
  // from the start, so a write-back that failed meanwhile is reported here (Linux 5.8), whoever had the file open.
  func sync() throws(StorageError) {
    let number = lock.number
    try disk.perform(.sync, "syncfs", path) { cl_sync_files(number) }
  }

  /// Opens a folder, or makes one where nothing or an empty folder is.
  package static func open(_ path: String, disk: Disk = Disk()) throws(StorageError) -> DataFolder {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    try makeRoot(path, disk)
    let isOlder = try isOfOlderFormat(path, disk)
    let folder = DataFolder(path: path, sharesCustomers: isOlder, disk: disk, lock: try locked(path, disk))
    for name in folders { try disk.makeFolders(name, below: path) }
    try folder.removeDrafts()
    return folder
  }

  /// The whole path of something in it.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Removes what a process that was ended while it changed a file left beside it.
  private func removeDrafts() throws(StorageError) {
    for name in ["", "journal", "team", "team/faces", "sites"] { try disk.removeDrafts(in: self.path(name)) }
    for kind in ["people", "orders"] {
      for shelf in try disk.list(self.path(kind)) { try disk.removeDrafts(in: self.path("\(kind)/\(shelf)")) }
    }
  }

  private static func makeRoot(_ path: String, _ disk: Disk) throws(StorageError) {
    try disk.makeFolder(path)
    var status = stat()
    guard stat(path, &status) == 0 else { throw .system(SystemError(operation: "open", subject: path)) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path) }
    guard access(path, R_OK | W_OK | X_OK) == 0 else {
      throw .system(SystemError(operation: "write to", subject: path))
    }
  }

  private static func isOfOlderFormat(_ path: String, _ disk: Disk) throws(StorageError) -> Bool {
    let file = "\(path)/format"
    if let bytes = try disk.read(file) {
      let found = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(80), as: UTF8.self)
      guard [format, olderFormat].contains(found) else { throw .wrongVersion(file, found: found) }
      return found == olderFormat
    }
    // What a start that was cut short may have left; anything else is somebody's own.
    guard try disk.list(path).allSatisfy({ ["format.tmp", "lock", "lost+found"].contains($0) }) else {
      throw .notOurs(path)
    }
    try disk.replace(file, with: Array("\(format)\n".utf8))
    return false
  }

  private static func locked(_ path: String, _ disk: Disk) throws(StorageError) -> FileDescriptor {
    let file = "\(path)/lock"
    let descriptor = try disk.open(file, O_RDWR | O_CREAT)
    var pauses = 0
    while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK else { throw .system(SystemError(operation: "lock", subject: file)) }
      let content = try disk.read(descriptor, path: file)
      let owner = Int32(String(decoding: content.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
      guard pauses < longestGrace, isGone(owner) else { throw .inUse(path, pid: owner.map { Int($0) }) }
      pauses += 1
      usleep(10_000)
    }
    try disk.truncate(descriptor, to: 0, path: file)
    try disk.write(Array("\(getpid())\n".utf8), to: descriptor, at: 0, path: file)
    return descriptor
  }

  /// Whether who took the lock has let go of it: a child of theirs still holds it until it has become another program.
  private static func isGone(_ owner: Int32?) -> Bool {
    guard let owner, owner > 0 else { return false }
    return owner == getpid() || kill(owner, 0) != 0 && errno == ESRCH
  }
}
