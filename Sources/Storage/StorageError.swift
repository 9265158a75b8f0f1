package import EventLoops
package import TranscriptFormat

/// What can go wrong with the data folder; the text names the file and what to do about it.
package enum StorageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system refused a call.
  case system(SystemError)
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
  /// The journal has failed or was closed; nothing more is written.
  case closed

  /// In words.
  package var description: String {
    switch self {
    case .system(let error): error.description
    case .notAFolder(let path): "\(path) is not a folder"
    case .notOurs(let path): "\(path) holds other files and is no data folder; name a new or empty folder"
    case .inUse(let path, let pid):
      "\(path) is in use\(pid.map { " by process \($0)" } ?? " by another process"); one folder has one server"
    case .wrongVersion(let path, let found): "\(path) says \"\(found)\"; this version reads \"\(DataFolder.format)\""
    case .badFile(let path, let fault): "\(path): \(fault)"
    case .damaged(let path, let offset, let problem): "\(path), byte \(offset): \(problem)"
    case .tooLong(let length): "a line of \(length) bytes is too long to keep"
    case .unknown(let what): "there is no \(what)"
    case .exists(let what): "there is already \(what)"
    case .closed: "the journal is closed"
    }
  }
}
