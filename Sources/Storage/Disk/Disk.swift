import CLinux
import EventLoops
import Glibc

/// Every call that changes the disk, in one place, so that a test can refuse or cut any one of them.
package struct Disk: Sendable {
  /// One call.
  package enum Step: Equatable, Sendable { case make, write, sync, syncFolder, rename, remove, truncate, reserve }
  /// What becomes of it.
  package enum Verdict: Equatable, Sendable {
    /// It takes place.
    case proceed
    /// It fails with this `errno`.
    case fail(Int32)
    /// Only so many bytes of a write reach the file, then it fails.
    case cut(Int, Int32)
  }

  private let gate: (@Sendable (Step, String) -> Verdict)?

  /// The real disk, with a gate before every change when a test gives one.
  package init(gate: (@Sendable (Step, String) -> Verdict)? = nil) { self.gate = gate }

  /// Asks the gate, then the system, again when a signal came between.
  func perform(_ step: Step, _ operation: String, _ path: String, _ call: () -> Int32) throws(StorageError) {
    switch gate?(step, path) ?? .proceed {
    case .proceed: break
    case .fail(let code), .cut(_, let code):
      throw .system(SystemError(operation: operation, code: code, subject: path))
    }
    while call() != 0 {
      guard errno == EINTR else { throw .system(SystemError(operation: operation, subject: path)) }
    }
  }

  /// Writes all bytes at a place of the file, or throws.
  ///
  /// The path is made only for whoever must be told it.
  func write(
    _ bytes: [UInt8], to descriptor: borrowing FileDescriptor, at offset: Int, path: @autoclosure () -> String
  ) throws(StorageError) {
    var (end, refusal): (Int, Int32?) = (bytes.count, nil)
    switch gate?(.write, path()) ?? .proceed {
    case .proceed: break
    case .fail(let code): (end, refusal) = (0, code)
    case .cut(let length, let code): (end, refusal) = (min(length, bytes.count), code)
    }
    var done = 0
    while done < end {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor.number, $0.baseAddress.map { $0 + done }, end - done, offset + done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let code = count < 0 ? errno : ENOSPC
        throw .system(SystemError(operation: "write", code: code, subject: "\(path()), byte \(offset + done)"))
      }
      done += count
    }
    if let refusal {
      throw .system(SystemError(operation: "write", code: refusal, subject: "\(path()), byte \(offset + end)"))
    }
  }

  /// Writes zeros over the rest of a file.
  func clear(_ descriptor: borrowing FileDescriptor, from start: Int, to end: Int, path: String) throws(StorageError) {
    let piece = 1 << 20
    var zeros = [UInt8](repeating: 0, count: piece)
    for offset in stride(from: start, to: end, by: piece) {
      zeros.removeLast(max(0, zeros.count - (end - offset)))
      try write(zeros, to: descriptor, at: offset, path: path)
    }
  }

  func sync(_ descriptor: borrowing FileDescriptor, path: String) throws(StorageError) {
    let number = descriptor.number
    try perform(.sync, "fdatasync", path) { fdatasync(number) }
  }

  func truncate(_ descriptor: borrowing FileDescriptor, to length: Int, path: String) throws(StorageError) {
    let number = descriptor.number
    try perform(.truncate, "ftruncate", path) { ftruncate(number, length) }
  }

  /// Reserves room for a file, where the file system can: elsewhere what is then written finds out.
  func reserve(_ descriptor: borrowing FileDescriptor, length: Int, path: String) throws(StorageError) {
    let number = descriptor.number
    do throws(StorageError) {
      try perform(.reserve, "fallocate", path) { cl_reserve(number, length) }
    } catch .system(let error) where error.code == EOPNOTSUPP {}
  }
}
