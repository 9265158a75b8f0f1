import ChatDomain
import Testing
import TranscriptFormat

@Suite struct JournalScanTests {
  let header = SegmentHeader(number: 1, salt: 0xDEAD_BEEF)
  let batches = [frames(1...1), frames(2...4), frames(5...5), frames(6...9)]
  var all: [JournalFrame] { batches.flatMap(\.self) }

  static func frames(_ seqs: ClosedRange<Int>) -> [JournalFrame] {
    seqs.map { seq in
      let text = String(repeating: "word ", count: seq * 16)
      let line = TranscriptLine.encoded(Samples.entry(seq, .said(Body(text: text)), by: .visitor))
      return JournalFrame(conversation: Samples.conversation, line: line)
    }
  }

  /// The segment's bytes, and where each record begins and the last one ends.
  func segment(_ batches: [[JournalFrame]], size: Int = 8_192) -> (bytes: [UInt8], ends: [Int]) {
    var (bytes, encoder) = (header.bytes, JournalEncoder(header))
    var ends = [bytes.count]
    for batch in batches {
      for (index, frame) in batch.enumerated() {
        encoder.append(frame, endsBatch: index == batch.count - 1, to: &bytes)
        ends.append(ends.last.map { $0 + JournalEncoder.size(of: frame) } ?? 0)
      }
    }
    return (bytes + [UInt8](repeating: 0, count: size - bytes.count), ends)
  }

  struct Found: Equatable {
    var frames: [JournalFrame] = [], damages: [Int] = [], torn: Int?
  }

  func scanned(_ bytes: [UInt8]) -> Found? {
    guard var scan = JournalScan(bytes) else { return nil }
    var found = Found()
    while let finding = scan.next() {
      switch finding {
      case .record(let frame, _): found.frames.append(frame)
      case .batchEnd: break
      case .damage(let offset, let length):
        #expect(length > 0)
        found.damages.append(offset)
      case .torn(let offset): found.torn = offset
      case .end: break
      }
    }
    return found
  }

  @Test func `what was written is read`() {
    #expect(scanned(segment(batches).bytes) == Found(frames: all))
    #expect(scanned(segment([]).bytes) == Found())
  }

  @Test func `a full segment without a zero tail is read to its end`() {
    let (bytes, ends) = segment(batches)
    #expect(scanned(Array(bytes.prefix(ends.last ?? 0))) == Found(frames: all))
  }

  @Test func `a segment torn at any byte gives its whole records and is no damage`() {
    let (bytes, ends) = segment(batches)
    for length in SegmentHeader.size..<(ends.last ?? 0) {
      let torn = bytes.prefix(length) + [UInt8](repeating: 0, count: bytes.count - length)
      let count = ends.lastIndex { $0 <= length } ?? 0
      let found = scanned(Array(torn))
      #expect(found?.frames.count == count || bytes[length..<ends[count + 1]].allSatisfy { $0 == 0 })
      #expect(found?.damages == [], "torn at \(length)")
    }
  }

  @Test func `a last batch of which one sector is missing is torn, not damage`() {
    let (bytes, ends) = segment(batches)
    let start = ends[5]
    for sector in stride(from: (start / 512 + 1) * 512, to: ends[9] - 512, by: 512) {
      var torn = bytes
      for index in sector..<(sector + 512) { torn[index] = 0 }
      let found = scanned(torn)
      #expect(found?.damages == [])
      #expect(found?.torn != nil)
      #expect((found?.frames.count ?? 0) >= 5)
    }
  }

  @Test func `a zeroed sector before the last batch is damage`() {
    let (bytes, ends) = segment(batches)
    for sector in stride(from: 512, to: ends[4] - 512, by: 512) {
      var damaged = bytes
      for index in sector..<(sector + 512) { damaged[index] = 0 }
      #expect(scanned(damaged)?.damages.count == 1)
    }
  }

  @Test func `a flipped byte in any record is found, and the records behind it are read`() {
    let (bytes, ends) = segment(batches)
    for index in SegmentHeader.size..<(ends.last ?? 0) {
      var flipped = bytes
      flipped[index] ^= [0x01, 0x80, 0xFF][index % 3]
      let found = scanned(flipped)
      #expect(found?.damages.count == 1, "flipped at \(index)")
      #expect(found?.frames.count == all.count - 1, "flipped at \(index)")
    }
  }

  @Test func `a flipped byte in the segment's header is no segment`() {
    let bytes = segment(batches).bytes
    for index in 0..<SegmentHeader.size {
      var flipped = bytes
      flipped[index] ^= 4
      #expect(scanned(flipped) == nil)
    }
  }

  @Test func `records of another segment don't chain`() {
    let (bytes, ends) = segment([batches[0]])
    var foreign = SegmentHeader(number: 1, salt: 1).bytes
    foreign += bytes[SegmentHeader.size..<ends[1]]
    #expect(scanned(foreign)?.frames == [])
  }

  @Test(arguments: 0..<300) func `random damage never traps`(seed: UInt64) {
    var random = SeededGenerator(seed)
    var bytes = segment(batches).bytes
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    _ = scanned(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))))
  }
}

/// The same numbers for the same seed (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
