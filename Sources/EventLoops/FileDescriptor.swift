import Glibc

/// An open file or socket that closes exactly once, when its owner lets go of it.
package struct FileDescriptor: ~Copyable, Sendable {
  /// What the kernel calls it; valid while this value lives.
  package let number: Int32

  /// Takes over a descriptor that nothing else closes.
  package init(owning number: Int32) { self.number = number }

  /// Takes over the result of `operation`, which is negative when it failed.
  package init(_ number: Int32, from operation: String, subject: String? = nil) throws(SystemError) {
    guard number >= 0 else { throw SystemError(operation: operation, subject: subject) }
    self.number = number
  }

  deinit { close(number) }
}
