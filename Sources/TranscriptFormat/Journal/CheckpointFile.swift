import Primitives

/// What a restart needs not read again: everything before `segment` and `offset` of the journal is in synced transcripts.
package struct CheckpointFile: Equatable, Sendable {
  /// The journal segment's number.
  package var segment: UInt32
  /// The first byte in it that is not yet covered.
  package var offset: Int
  /// The conversations that had not ended.
  package var open: [Open]

  /// One conversation that had not ended, and its last line's number.
  package struct Open: Equatable, Sendable {
    /// Where its transcript is.
    package let name: TranscriptName
    /// How many lines it has.
    package let seq: Int
    /// Puts both side by side.
    package init(name: TranscriptName, seq: Int) { (self.name, self.seq) = (name, seq) }
  }

  private static let title = "second ring checkpoint 1"

  /// Puts the facts side by side.
  package init(segment: UInt32, offset: Int, open: [Open]) {
    (self.segment, self.offset, self.open) = (segment, offset, open)
  }

  /// The file's bytes: words and numbers, and a checksum on the last line.
  package var bytes: [UInt8] {
    var text = "\(Self.title)\nposition \(segment) \(offset)\n"
    for talk in open { text += "open \(talk.seq) \(talk.name.path)\n" }
    return Array((text + "crc \(CRC32C.of(Array(text.utf8)))\n").utf8)
  }

  /// Reads the file; nil unless it is whole.
  package init?(_ bytes: [UInt8]) {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let last = lines.popLast(), lines.count >= 2, lines.removeFirst() == Self.title else { return nil }
    let position = lines.removeFirst().split(separator: " ")
    guard position.count == 3, let segment = UInt32(position[1]), let offset = Int(position[2]) else { return nil }
    self.init(segment: segment, offset: offset, open: [])
    for line in lines {
      let parts = line.split(separator: " ")
      guard parts.count == 3, let seq = Int(parts[1]), let name = TranscriptName(path: parts[2]) else { return nil }
      open.append(Open(name: name, seq: seq))
    }
    guard self.bytes == bytes, last.hasPrefix("crc ") else { return nil }
  }
}
