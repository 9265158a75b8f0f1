/// A short name that people choose for an agent or a site: 1-32 of `a-z 0-9 -`, safe as a file name.
package struct Slug<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name as written.
  package let text: String

  /// Reads a name; nil when empty, longer than 32, or with another letter, or with a hyphen first.
  package init?(_ text: String) {
    let bytes = text.utf8
    guard (1...32).contains(bytes.count), bytes.first != UInt8(ascii: "-") else { return nil }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): continue
      default: return nil
      }
    }
    self.text = text
  }

  /// The name as written.
  package var description: String { text }

  /// Alphabetical order.
  package static func < (left: Slug, right: Slug) -> Bool { left.text < right.text }
}
