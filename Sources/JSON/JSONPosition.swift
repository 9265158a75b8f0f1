/// A place in a text as an editor shows it.
package struct JSONPosition: Equatable, Sendable, CustomStringConvertible {
  /// Lines from 1; columns in bytes from 1.
  package let line: Int, column: Int

  /// The place of a byte; past the end it is the end.
  package init(offset: Int, in bytes: some Collection<UInt8>) {
    var (line, column) = (1, 1)
    for byte in bytes.prefix(Swift.max(0, offset)) {
      (line, column) = byte == UInt8(ascii: "\n") ? (line &+ 1, 1) : (line, column &+ 1)
    }
    (self.line, self.column) = (line, column)
  }

  /// `line 3, column 14`.
  package var description: String { "line \(line), column \(column)" }
}
