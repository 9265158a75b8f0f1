import EventLoops
import TranscriptFormat

/// Copies a data folder, also one that a server is writing to: what was acknowledged before is in the copy.
///
/// While it copies no checkpoint is taken, so the journal keeps everything since the last one. Transcripts come first
/// and the journal last: what a transcript got after it was copied stands in the journal's copy, and the first start on
/// the copy puts it there.
package struct Backup {
  private let folder: DataFolder, parcel: Parcel

  /// Of this folder, into this parcel.
  package init(of folder: DataFolder, into parcel: Parcel) { (self.folder, self.parcel) = (folder, parcel) }

  /// Copies everything; checkpoints must be held meanwhile.
  package func run() throws(StorageError) {
    for name in try folder.disk.list(folder.path) where name != BackupSums.name {
      switch PersonData(of: name)?.row.backup {
      case .copied, nil: try copy(name)
      case .last, .leftOut: continue
      }
    }
    try copy("journal/checkpoint")
    for number in try Segment.numbers(in: folder) { try copySegment(number) }
    if try !folder.disk.list(folder.path("journal/damaged")).isEmpty { try copy("journal/damaged") }
    try parcel.put(BackupSums.name, parcel.sums.bytes)
    try parcel.finish()
  }

  private func copy(_ name: String) throws(StorageError) {
    guard !name.hasSuffix(".tmp") else { return }
    if try folder.disk.isFolder(folder.path(name)) {
      for child in try folder.disk.list(folder.path(name)) { try copy("\(name)/\(child)") }
    } else if let bytes = try folder.disk.read(folder.path(name)) {
      try parcel.put(name, bytes)
    }
  }

  /// Leaves out the part of the segment that is preallocated and not yet written.
  private func copySegment(_ number: UInt32) throws(StorageError) {
    let path = Segment.path(number, in: folder)
    guard let bytes = try folder.disk.read(path) else { return }
    let last = lastWritten(in: bytes)
    guard last > 0 else { return }
    try parcel.put(String(path.dropFirst(folder.path.count + 1)), Array(bytes[...last]))
  }
}
