package import ChatDomain
import Primitives

/// The visitors who may not write, as kept in `blocked.txt`: a line begins with an id, and may say more behind it.
///
/// Lines that begin with no id are kept as they are.
package struct BlockedFile: Equatable, Sendable {
  private var lines: [Substring]

  /// Reads a file's bytes; line ends of other systems too.
  package init(_ bytes: [UInt8] = []) {
    lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last?.isEmpty == true { lines.removeLast() }
  }

  /// The file's bytes.
  package var bytes: [UInt8] { Array(lines.map { "\($0)\n" }.joined().utf8) }

  /// Everybody in it.
  package var visitors: Set<VisitorID> { Set(lines.compactMap(Self.visitor)) }

  /// Puts somebody in, unless they are there.
  package mutating func add(_ visitor: VisitorID) {
    if !visitors.contains(visitor) { lines.append(Substring(visitor.description)) }
  }

  /// Takes everybody out of whom this is true.
  package mutating func remove(where isGone: (VisitorID) -> Bool) {
    lines.removeAll { line in Self.visitor(line).map(isGone) ?? false }
  }

  private static func visitor(_ line: Substring) -> VisitorID? { VisitorID(line.prefix { !$0.isWhitespace }) }
}
