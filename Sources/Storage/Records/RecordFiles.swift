import EventLoops
import Glibc
import Synchronization

/// The files of the data folder that people edit too: each is read, changed and written back by one thread at a time.
///
/// A hand's edit between reading and writing is kept: the change is made again on what the hand wrote. Blocking, so never on a
/// loop. Only `DataFolder` makes one, and a folder is open once: there is no other writer in any process but people.
final class RecordFiles: Sendable {
  let path: String, disk: Disk
  /// One lock for each of so many groups of files: two files wait for each other seldom.
  private let turns: [Turn]
  private static let groups = 64
  /// How often a change is made again because the file was edited meanwhile, before it is refused.
  private static let mostTries = 32

  /// Hears of what a hand wrote that could only be kept beside the file.
  private let troubled = Mutex<@Sendable (StorageError) -> Void>({ _ in })

  private final class Turn: Sendable { let mutex = Mutex(()) }

  init(path: String, disk: Disk) {
    (self.path, self.disk) = (path, disk)
    turns = (0..<Self.groups).map { _ in Turn() }
  }

  /// From now on this hears of edits that had to be kept beside their file.
  func tell(_ body: @escaping @Sendable (StorageError) -> Void) { troubled.withLock { $0 = body } }

  /// The whole path of a file, by its name from the data folder.
  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// What a file holds; nil when it is not there.
  func read(_ name: String) throws(StorageError) -> [UInt8]? { try disk.read(path(name)) }

  /// Changes a file's bytes, nil for no file; durable when this returns, and nothing is written when nothing changes.
  ///
  /// `edit` may be called several times; only what it did at the last call counts.
  func change<Answer: Sendable>(
    _ name: String, _ edit: (inout [UInt8]?) throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    try turn(of: name).mutex.withLock { _ throws(StorageError) in
      // `base` is what the change is made on, `standing` what it replaces: they differ when a hand's edit was taken out with
      // the old file, and then `base` stands nowhere else.
      var base = try read(name)
      var standing = base
      for _ in 0..<Self.mostTries {
        var new = base
        let answer = try edit(&new)
        guard new != standing else { return answer }
        switch try put(new, in: path(name), over: standing) {
        case .done: return answer
        case .refused:
          if base != standing, let base { try keepBeside(path(name), base) }
          base = try read(name)
          standing = base
        case .displaced(let bytes): (base, standing) = (bytes, new)
        }
      }
      if base != standing, let base { try keepBeside(path(name), base) }
      throw .editedMeanwhile(path(name))
    }
  }

  /// Removes a file, whatever it holds.
  func remove(_ name: String) throws(StorageError) {
    try turn(of: name).mutex.withLock { _ throws(StorageError) in try disk.remove(path(name)) }
  }

  private func turn(of name: String) -> Turn { turns[Int(UInt(bitPattern: name.hashValue) % UInt(turns.count))] }

  /// What became of a write.
  private enum Outcome {
    /// The new bytes stand there, durably.
    case done
    /// Nothing was written: the file was another one.
    case refused
    /// The new bytes stand there, and these of somebody else were taken away for them.
    case displaced([UInt8])
  }

  private func put(_ new: [UInt8]?, in path: String, over standing: [UInt8]?) throws(StorageError) -> Outcome {
    switch (new, standing) {
    case (let new?, let standing?): try replace(path, standing, with: new)
    case (let new?, nil): try create(path, new)
    case (nil, let standing?): try takeAway(path, standing)
    case (nil, nil): .done
    }
  }

  private func create(_ path: String, _ bytes: [UInt8]) throws(StorageError) -> Outcome {
    try disk.makeFolders(String(folder(of: path).dropFirst(self.path.count)), below: self.path)
    let draft = try disk.makeDraft(of: path, bytes)
    do throws(StorageError) {
      if try !disk.renameNew(draft, to: path) { try disk.rename(draft, to: path) }
    } catch {
      guard error.isSystem(EEXIST) else { try disk.discard(draft, after: error) }
      try disk.remove(draft)
      return .refused
    }
    try disk.syncFolder(folder(of: path))
    return .done
  }

  private func replace(_ path: String, _ standing: [UInt8], with new: [UInt8]) throws(StorageError) -> Outcome {
    let draft = try disk.makeDraft(of: path, new)
    do throws(StorageError) {
      guard try disk.read(path) == standing else {
        try disk.remove(draft)
        return .refused
      }
      guard try disk.exchange(draft, with: path) else {
        try disk.rename(draft, to: path)
        try disk.syncFolder(folder(of: path))
        return .done
      }
    } catch {
      guard error.isSystem(ENOENT) else { try disk.discard(draft, after: error) }
      try disk.remove(draft)
      return .refused
    }
    guard try disk.read(draft) == standing else { return try giveBack(draft, path, new) }
    return try settle(draft, standing)
  }

  /// Puts an edit back in its place that was taken out for the new bytes, at once: nobody should read the file without it.
  private func giveBack(_ draft: String, _ path: String, _ new: [UInt8]) throws(StorageError) -> Outcome {
    do throws(StorageError) { guard try disk.exchange(draft, with: path) else { return .refused } } catch {
      // Removed meanwhile, with the new bytes: the edit is all there is.
      guard error.isSystem(ENOENT) else { throw error }
      try disk.rename(draft, to: path)
      return .refused
    }
    if let other = try disk.read(draft), other != new { try keepBeside(path, other) }
    try disk.remove(draft)
    return .refused
  }

  /// Edits of a file that had to be kept beside it, by their names from the data folder.
  func keptBeside(_ name: String) throws(StorageError) -> [String] {
    let (shelf, file) = (folder(of: name), name.split(separator: "/").last ?? "")
    let found = try disk.list(path(shelf)).filter { $0.hasPrefix("\(file).edited-") }
    return found.map { shelf == "." ? $0 : "\(shelf)/\($0)" }
  }

  /// Keeps what a hand wrote and what stands in the file no more, as `NAME.edited-<n>`, and says so.
  private func keepBeside(_ path: String, _ bytes: [UInt8]) throws(StorageError) {
    var number = 1
    while try disk.exists("\(path).edited-\(number)") { number += 1 }
    let kept = "\(path).edited-\(number)"
    try disk.replace(kept, with: bytes)
    troubled.withLock { $0 }(.keptBeside(path, kept))
  }

  private func takeAway(_ path: String, _ standing: [UInt8]) throws(StorageError) -> Outcome {
    guard try disk.read(path) == standing else { return .refused }
    let draft = disk.newName(beside: path)
    do throws(StorageError) { try disk.rename(path, to: draft) } catch {
      guard error.isSystem(ENOENT) else { throw error }
      return .refused
    }
    return try settle(draft, standing)
  }

  /// Syncs the folder and drops what was displaced, unless somebody wrote to it.
  ///
  /// The sync comes first: an editor that had the old file open has that time to write to it.
  private func settle(_ displaced: String, _ standing: [UInt8]) throws(StorageError) -> Outcome {
    try disk.syncFolder(folder(of: displaced))
    let bytes = try disk.read(displaced)
    try disk.remove(displaced)
    guard let bytes, bytes != standing else { return .done }
    return .displaced(bytes)
  }
}
