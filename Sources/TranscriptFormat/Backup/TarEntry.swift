/// What the 512 bytes before each file of a tar archive say, read back.
package struct TarEntry: Equatable, Sendable {
  /// The file's name; safe to put below a folder.
  package let name: String
  /// How many bytes follow, without what fills them up.
  package let size: Int

  /// What is wrong with an archive.
  package enum Fault: Error, Equatable, Sendable {
    /// The header's own checksum does not match.
    case checksum
    /// Something other than a file: a link, a device.
    case notAFile(String)
    /// The name leads out of the folder, or is none.
    case badName(String)
  }

  /// Reads a header; nil for the archive's end.
  package init?(_ header: [UInt8]) throws(Fault) {
    guard header.count == TarHeader.block else { throw .checksum }
    guard header.contains(where: { $0 != 0 }) else { return nil }
    // The sum is taken as if its own field held spaces.
    let sum = header.indices.reduce(0) { $0 &+ ((148..<156).contains($1) ? 0x20 : Int(header[$1])) }
    guard Self.number(header[148..<156]) == sum, let size = Self.number(header[124..<136]) else { throw .checksum }
    let text = String(validating: header[0..<100].prefix { $0 != 0 }, as: UTF8.self) ?? ""
    guard header[156] == UInt8(ascii: "0") || header[156] == 0 else { throw .notAFile(text) }
    let name = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    guard Self.isSafe(name) else { throw .badName(text) }
    (self.name, self.size) = (name, size)
  }

  /// Whether a name stays below the folder it is put into.
  package static func isSafe(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !["", ".", ".."].contains($0) }
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8)
  }
}
