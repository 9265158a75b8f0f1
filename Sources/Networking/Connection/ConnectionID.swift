/// A connection's number, unique in the process; it names the connection in the server's log.
package struct ConnectionID: Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package let number: UInt64

  init(number: UInt64) { self.number = number }

  /// `c17`.
  package var description: String { "c\(number)" }
}
