import Glibc

/// A system call that failed: what was tried, on which file if any, and the system's reason.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The call or the task that failed, such as `bind`.
  package let operation: String
  /// The value of `errno`.
  package let code: Int32
  /// The file or address it concerned.
  package let subject: String?

  /// Names a failed `operation`; the code is the calling thread's `errno` unless given.
  package init(operation: String, code: Int32 = errno, subject: String? = nil) {
    (self.operation, self.code, self.subject) = (operation, code, subject)
  }

  /// `bind 127.0.0.1:80: Permission denied`.
  package var description: String {
    let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return subject.map { "\(operation) \($0): \(reason)" } ?? "\(operation): \(reason)"
  }
}
