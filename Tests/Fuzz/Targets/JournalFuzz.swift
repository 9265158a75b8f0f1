import ChatDomain
import Primitives
import TranscriptFormat

/// A segment with a record for each read, and then damaged: by the input's own bytes, by one of them, or cut short.
enum JournalFuzz {
  static func fault(in input: FuzzInput) -> String? {
    let header = SegmentHeader(number: 1, salt: 7)
    let (bytes, frames, ends) = written(header, input.reads)
    let damaged = harmed(bytes, input)
    let intact = zip(bytes, damaged).prefix { $0 == $1 }.count
    let findings = scanned(damaged)
    let before = ends.count { $0 <= intact }
    guard records(findings).starts(with: frames.prefix(before)) else {
      return "\(before) of \(frames.count) records stand before the damage at \(intact): \(findings)"
    }
    // A record that was never written would be a message that nobody said.
    let strangers = records(findings).filter { !frames.contains($0) }
    return strangers.isEmpty || input.chooses(1) ? faultInOrder(findings) : "never written: \(strangers)"
  }

  private static func written(
    _ header: SegmentHeader, _ reads: [[UInt8]]
  ) -> (bytes: [UInt8], frames: [JournalFrame], ends: [Int]) {
    var (encoder, bytes) = (JournalEncoder(header), header.bytes)
    var (frames, ends): ([JournalFrame], [Int]) = ([], [])
    for read in reads.prefix(16) {
      // Lines hold no zeros: JSON has none.
      let line = read.map { $0 == 0 ? 1 : $0 } + [UInt8(ascii: "\n")]
      let frame = JournalFrame(conversation: ConversationID(high: 1, low: UInt64(frames.count)), line: line)
      frames.append(frame)
      encoder.append(frame, endsBatch: true, to: &bytes)
      ends.append(bytes.count)
    }
    return (bytes + [UInt8](repeating: 0, count: 1_024), frames, ends)
  }

  private static func harmed(_ bytes: [UInt8], _ input: FuzzInput) -> [UInt8] {
    var bytes = bytes
    guard input.bytes.count >= 2 else { return bytes }
    let place =
      SegmentHeader.size + (Int(input.bytes[0]) << 8 | Int(input.bytes[1])) % (bytes.count - SegmentHeader.size)
    if input.chooses(0) { bytes[place] ^= input.bytes[input.bytes.count - 1] }
    if input.chooses(1) { bytes.replaceSubrange(place..., with: input.bytes) }
    if input.chooses(2) { bytes.removeSubrange(place...) }
    return bytes
  }

  private static func scanned(_ bytes: [UInt8]) -> [JournalFinding] {
    guard var scan = JournalScan(bytes) else { return [] }
    var findings: [JournalFinding] = []
    while let finding = scan.next() { findings.append(finding) }
    return findings
  }

  private static func records(_ findings: [JournalFinding]) -> [JournalFrame] {
    findings.compactMap { finding in
      if case .record(let frame, _) = finding { frame } else { nil }
    }
  }

  private static func faultInOrder(_ findings: [JournalFinding]) -> String? {
    let places = findings.map { finding in
      switch finding {
      case .record(_, let place), .batchEnd(let place), .damage(let place, _), .torn(let place), .end(let place): place
      }
    }
    return zip(places, places.dropFirst()).allSatisfy { $0 <= $1 } ? nil : "the scan goes back: \(findings)"
  }
}
