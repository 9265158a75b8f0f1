import Testing
import TranscriptFormat

@Suite struct CSVReaderTests {
  func rows(_ text: String) -> [[String]?] {
    var reader = CSVReader(Array(text.utf8))
    var rows: [[String]?] = []
    while true {
      do throws(FileFault) {
        guard let row = try reader.next() else { return rows }
        rows.append(row.fields)
      } catch { rows.append(nil) }
    }
  }

  @Test(
    arguments: [
      ("", []), ("a,b", [["a", "b"]]), ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a\nb\n", [["a"], ["b"]]),
      ("\u{FEFF}a,b", [["a", "b"]]), ("a,,\n,", [["a", "", ""], ["", ""]]),
      ("\"a,\"\"b\"\"\r\nc\",d\r\n", [["a,\"b\"\r\nc", "d"]]), ("\"\",\"x\"\r", [["", "x"]]),
      ("a \"b\" c", [["a \"b\" c"]]), ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
      ("\"a\rb\",c\r\"d\"\re", [["a\rb", "c"], ["d"], ["e"]]),
    ] as [(String, [[String]])])
  func `RFC 4180 2: rows and fields`(text: String, expected: [[String]]) { #expect(rows(text) == expected) }

  @Test func `a bad row is one error, and the next is read`() {
    #expect(rows("\"a\"x,b\nc,d\n") == [nil, ["c", "d"]])
    #expect(rows("\"never closed,b\nc") == [nil])
  }

  @Test func `rows know their lines`() throws {
    var reader = CSVReader(Array("a\n\"b\nb\"\nc\n".utf8))
    var lines: [Int] = []
    while let row = try reader.next() { lines.append(row.line) }
    #expect(lines == [1, 2, 4])
    reader = CSVReader(Array("a\r\"b\rb\"\r\nc\r".utf8))
    lines = []
    while let row = try reader.next() { lines.append(row.line) }
    #expect(lines == [1, 2, 4], "however they end")
  }

  @Test(arguments: 0..<500) func `no bytes trap it`(seed: UInt64) {
    var random = SeededGenerator(seed)
    let letters: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x61, 0xEF, 0xBB, 0xBF, 0xFF]
    let count = Int.random(in: 0...60, using: &random)
    var reader = CSVReader((0..<count).map { _ in letters.randomElement(using: &random) ?? 0 })
    for _ in 0...count {
      do { if try reader.next() == nil { return } } catch {}
    }
    #expect((try? reader.next()) == .some(nil), "it ends")
  }
}
