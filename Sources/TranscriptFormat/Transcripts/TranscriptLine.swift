package import ChatDomain
import JSON
import Primitives

/// One line of a transcript: an entry as JSON that people and grep can read, its checksum last.
package enum TranscriptLine {
  // `,"crc":"` eight digits `"}` and the line's end.
  private static let crcKey = Array(",\"crc\":\"".utf8)
  static let tailLength = 19

  /// The line's bytes, `\n` included.
  package static func encoded(_ entry: Entry) -> [UInt8] {
    var writer = JSONWriter(reserving: 512)
    writer.object { $0.entry(entry) }
    var bytes = writer.bytes
    bytes.removeLast()
    appendTail(of: CRC32C.of(bytes), to: &bytes)
    return bytes
  }

  /// Reads a line back, with its `\n`.
  package static func decoded(_ line: some Collection<UInt8>) throws(LineFault) -> Entry {
    try decoded(Array(line).span)
  }

  /// The same of a piece of a journal's segment, which is not copied.
  package static func decoded(_ line: ArraySlice<UInt8>) throws(LineFault) -> Entry { try decoded(line.span) }

  /// The same where it stands, in the bytes of a whole file.
  package static func decoded(_ line: Span<UInt8>) throws(LineFault) -> Entry {
    guard line.count > tailLength, line[line.count - 1] == UInt8(ascii: "\n") else { throw .torn }
    guard hasRightChecksum(line) else { throw .checksum }
    var fields = LineFields()
    do { try fields.read(line) } catch { throw .json(error) }
    return try fields.entry()
  }

  private static func hasRightChecksum(_ line: Span<UInt8>) -> Bool {
    let body = line.count - tailLength
    var (index, sum) = (body, CRC32C.of(line.extracting(0..<body)))
    for letter in crcKey {
      guard line[index] == letter else { return false }
      index &+= 1
    }
    for _ in 0..<8 {
      guard line[index] == digit(sum >> 28) else { return false }
      (index, sum) = (index &+ 1, sum << 4)
    }
    return line[index] == UInt8(ascii: "\"") && line[index &+ 1] == UInt8(ascii: "}")
  }

  private static func appendTail(of sum: UInt32, to bytes: inout [UInt8]) {
    bytes += crcKey
    for shift in stride(from: 28, through: 0, by: -4) {
      bytes.append(digit(sum >> UInt32(shift)))
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: "}"))
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func digit(_ sum: UInt32) -> UInt8 {
    let digit = UInt8(truncatingIfNeeded: sum & 15)
    return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
