package import ChatDomain
package import EventLoops
package import TranscriptFormat

/// What can go wrong with the data folder; the text names the file and what to do about it.
package enum StorageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system refused a call.
  case system(SystemError)
  /// A folder, a link, a pipe or a device stands where a file is wanted.
  case notAFile(String)
  /// Something that is no file stood in a transcript's place, and was moved.
  case movedAside(String, to: String)
  /// Two people edited a file at the same moment as the server: one edit is kept beside it.
  case keptBeside(String, String)
  /// People kept editing a file while it was to be changed.
  case editedMeanwhile(String)
  /// The path is there and no folder.
  case notAFolder(String)
  /// The folder holds other files and no `format`: it is somebody else's.
  case notOurs(String)
  /// Another process has the folder open.
  case inUse(String, pid: Int?)
  /// The folder was written by another version.
  case wrongVersion(String, found: String)
  /// A file that people edit is wrong.
  case badFile(String, FileFault)
  /// A file's bytes are not those that were written.
  case damaged(String, offset: Int, problem: String)
  /// A line is longer than a record may be.
  case tooLong(Int)
  /// There is no such agent, site, conversation or person.
  case unknown(String)
  /// It is there already.
  case exists(String)
  /// So many lines found no room in their transcripts yet: the disk is full.
  case linesWait(Int)
  /// A talk with somebody who is to be erased has not ended.
  case openTalk(ConversationID?)
  /// The journal has failed or was closed; nothing more is written.
  case closed

  /// In words.
  package var description: String {
    switch self {
    case .system(let error): error.description
    case .notAFile(let path): "\(path) is no regular file (a folder, a link, a pipe or a device); it is left alone"
    case .movedAside(let path, let aside):
      "\(path) was no regular file; it is \(aside) now, and the talk goes on in a new transcript without the lines before"
    case .keptBeside(let path, let kept):
      "\(path) was edited twice while it was changed: what could not be joined is kept in \(kept)"
    case .editedMeanwhile(let path):
      "\(path) was edited again and again while it was to be changed; nothing was changed"
    case .notAFolder(let path): "\(path) is not a folder"
    case .notOurs(let path): "\(path) holds other files and is no data folder; name a new or empty folder"
    case .inUse(let path, let pid):
      "\(path) is in use\(pid.map { " by process \($0)" } ?? " by another process"); one folder has one server"
    case .wrongVersion(let path, let found):
      "\(path) says \"\(found)\"; this version reads \"\(DataFolder.olderFormat)\" and \"\(DataFolder.format)\""
    case .badFile(let path, let fault): "\(path): \(fault)"
    case .damaged(let path, let offset, let problem): "\(path), byte \(offset): \(problem)"
    case .tooLong(let length): "a line of \(length) bytes is too long to keep"
    case .unknown(let what): "there is no \(what)"
    case .exists(let what): "there is already \(what)"
    case .linesWait(let count):
      "\(count) lines wait in the journal for room on the disk; make room and try again, nothing is lost"
    case .openTalk(let talk): "a talk with them is still open\(talk.map { ": \($0)" } ?? ""); end it first"
    case .closed: "the journal is closed"
    }
  }

  /// Whether the system refused a call with this `errno`.
  func isSystem(_ code: Int32) -> Bool {
    if case .system(let error) = self { error.code == code } else { false }
  }
}
