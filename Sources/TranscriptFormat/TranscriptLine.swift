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
    let sum = CRC32C.of(bytes)
    bytes += crcKey
    bytes += digits(sum)
    bytes += [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "\n")]
    return bytes
  }

  /// Reads a line back, with its `\n`.
  package static func decoded(_ line: some Collection<UInt8>) throws(LineFault) -> Entry {
    let bytes = Array(line)
    guard bytes.count > tailLength, bytes.last == UInt8(ascii: "\n") else { throw .torn }
    guard hasRightChecksum(bytes) else { throw .checksum }
    var fields = LineFields()
    do { try fields.read(bytes) } catch { throw .json(error) }
    return try fields.entry()
  }

  private static func hasRightChecksum(_ bytes: [UInt8]) -> Bool {
    let body = bytes.count - tailLength
    let sum = CRC32C.of(bytes.span.extracting(0..<body))
    let tail = crcKey + digits(sum) + [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "\n")]
    return bytes[body...].elementsEqual(tail)
  }

  private static func digits(_ sum: UInt32) -> [UInt8] {
    let letters = Array("0123456789abcdef".utf8)
    return (0..<8).map { letters[Int(sum >> UInt32(28 - 4 * $0) & 15)] }
  }
}
