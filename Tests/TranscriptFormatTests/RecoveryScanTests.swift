import ChatDomain
import Testing
import TranscriptFormat

@Suite struct RecoveryScanTests {
  let talk = Samples.talk
  var lines: [[UInt8]] { talk.map { TranscriptLine.encoded($0) } }

  @Test func `a whole file gives all its lines`() {
    let scan = RecoveryScan(lines.flatMap(\.self))
    #expect(scan.entries == talk)
    #expect(scan.isWhole)
    #expect(scan.goodLength == lines.flatMap(\.self).count)
  }

  @Test func `a file cut short anywhere gives its whole lines and says where to cut`() {
    let file = lines.flatMap(\.self)
    var (whole, count) = (0, 0)
    for length in 0..<file.count {
      if length == whole + lines[count].count { (whole, count) = (length, count + 1) }
      let scan = RecoveryScan(Array(file.prefix(length)))
      #expect(scan.entries.count == count)
      #expect(scan.tornAt == (length == whole ? nil : whole))
      #expect(scan.damages.isEmpty)
      #expect(scan.goodLength == whole)
    }
  }

  @Test func `a flipped byte anywhere is found and the lines around it are kept`() {
    let file = lines.flatMap(\.self)
    for index in file.indices {
      var flipped = file
      flipped[index] ^= 0x11
      let scan = RecoveryScan(flipped)
      #expect(!scan.isWhole)
      #expect(scan.entries.count >= talk.count - 2)
      #expect(scan.goodLength <= index)
    }
  }

  @Test func `a missing line is a gap`() {
    let scan = RecoveryScan((lines[0...1] + lines[3...]).flatMap(\.self))
    #expect(!scan.isWhole)
    #expect(scan.goodEntries == talk[0...1])
    #expect(scan.damages.isEmpty)
  }
}
