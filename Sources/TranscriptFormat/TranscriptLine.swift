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
    var tail: [UInt8] = []
    appendTail(of: sum, to: &tail)
    return bytes[body...].elementsEqual(tail)
  }

  private static func appendTail(of sum: UInt32, to bytes: inout [UInt8]) {
    bytes += crcKey
    for shift in stride(from: 28, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: sum >> UInt32(shift) & 15)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: "}"))
    bytes.append(UInt8(ascii: "\n"))
  }
}
