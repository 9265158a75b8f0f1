import ChatDomain
import Primitives
import TranscriptFormat

/// A transcript as it was damaged, or with checksums that fit whatever the lines say.
enum TranscriptFuzz {
  static func fault(in input: FuzzInput) -> String? {
    let bytes = input.chooses(0) ? sealed(input.bytes) : input.bytes
    let whole = RecoveryScan(bytes)
    for entry in whole.entries {
      let line = TranscriptLine.encoded(entry)
      let again = try? TranscriptLine.decoded(line)
      guard again == entry else { return "\(entry) comes back as \(again, default: "nothing")" }
    }
    return faultInCuts(bytes, whole, input)
  }

  /// A file that was cut has the first of the same lines, and says where it is torn.
  private static func faultInCuts(_ bytes: [UInt8], _ whole: RecoveryScan, _ input: FuzzInput) -> String? {
    var length = 0
    for read in input.reads {
      length = min(length + read.count, bytes.count)
      let cut = RecoveryScan(Array(bytes[..<length]))
      guard cut.entries.elementsEqual(whole.entries.prefix(cut.entries.count)),
        cut.damages == Array(whole.damages.prefix(cut.damages.count)), cut.goodLength <= min(length, whole.goodLength),
        (cut.tornAt == nil) == (length == 0 || bytes[length - 1] == UInt8(ascii: "\n"))
      else { return "\(length) bytes of it: \(cut)\nwhole: \(whole)" }
    }
    return nil
  }

  /// Every line that ends like an object gets the checksum that fits it.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return Array(lines.map { $0.last == UInt8(ascii: "}") ? sealed($0.dropLast()) : Array($0) }.joined(separator: [10]))
  }

  private static func sealed(_ body: ArraySlice<UInt8>) -> [UInt8] {
    let sum = String(CRC32C.of(Array(body)), radix: 16)
    let digits = String(repeating: "0", count: 8 - sum.utf8.count) + sum
    return body + Array(",\"crc\":\"\(digits)\"}".utf8)
  }
}
