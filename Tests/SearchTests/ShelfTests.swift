import ChatTesting
import Primitives
import Search
import Testing

@Suite struct ShelfTests {
  private static let words = [
    "kettle", "kettles", "ket", "Käse", "blue", "the", "a", "order", "HR-12", "HR-123", "Zoë", "Lindqvist", "12",
  ]

  /// Rows of random words, some ended, some erased; and what each holds.
  private func filled(_ random: inout SeededRandom, rows count: Int) -> (shelf: Shelf, texts: [[String]]) {
    var (shelf, texts) = (Shelf(), [[String]]())
    for number in 0..<count {
      let row = shelf.begin(Shelf.Key(high: UInt64(number), low: 7), stamp: Int64(number))
      texts.append([])
      // Into this row or one before it: talks grow side by side.
      for line in 1...6 {
        let target = Int.random(in: max(0, row - 3)...row, using: &random)
        let text = (0..<4).compactMap { _ in Self.words.randomElement(using: &random) }.joined(separator: " ")
        shelf.add(text, seq: line, to: target)
        texts[target].append(text)
      }
    }
    return (shelf, texts)
  }

  private func expected(_ query: [String], _ texts: [[String]]) -> [Int] {
    texts.indices.reversed().filter { row in
      query.allSatisfy { word in texts[row].contains { holds($0, word) } }
    }
  }

  /// The same rule, told another way.
  private func holds(_ text: String, _ word: String) -> Bool {
    func folded(_ text: String) -> String { String(decoding: FoldedText(text).bytes, as: UTF8.self) }
    return folded(text).contains(folded(word))
  }

  @Test(arguments: 1...20) func findsWhatAPlainSearchFinds(_ seed: UInt64) throws {
    var random = SeededRandom(seed)
    var (shelf, texts) = filled(&random, rows: 400)
    for row in 0..<400 where Int.random(in: 0..<10, using: &random) == 0 {
      _ = shelf.erase(row)
      texts[row] = []
    }
    let again = try #require(Shelf(shelf.bytes))
    for _ in 0..<20 {
      let query = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in Self.words.randomElement(using: &random)
      }
      let wanted = Wanted(talks: try SearchQuery(query.joined(separator: " ")))
      let rows = expected(query, texts)
      for shelf in [shelf, again] {
        #expect(shelf.find(wanted, limit: 1_000).rows == rows, "\(query)")
        var (pages, last): ([Int], Int?) = ([], nil)
        while true {
          let found = shelf.find(wanted, before: last, limit: 60)
          pages += found.rows
          last = found.rows.last
          guard found.isMore else { break }
        }
        #expect(pages == rows, "\(query), in portions")
      }
    }
  }

  @Test func namesAreFoundWithOneLetterWrong() throws {
    var shelf = Shelf()
    let row = shelf.begin(Shelf.Key(high: 1, low: 1), stamp: 0)
    shelf.add("Jonas Lindqvist", asName: true, seq: 1, to: row)
    shelf.add("the yellow submarine", seq: 2, to: row)
    let near = ["lindqvist", "lindquist", "lindqvst", "lindqviist", "lindqvits", "ilndqvist", "jnoas", "mindqvist"]
    let far = ["lindquits", "lindkuist", "jon as", "yelow", "jonsas1", "xlindqvis", "qvist"]
    for text in near { #expect(shelf.find(Wanted(talks: try SearchQuery(text)), limit: 1).rows == [0], "\(text)") }
    for text in far { #expect(shelf.find(Wanted(talks: try SearchQuery(text)), limit: 1).rows == [], "\(text)") }
  }

  @Test func anErasedRowLeavesNoLetterAndNoName() throws {
    var shelf = Shelf()
    let (kept, gone) = (
      shelf.begin(Shelf.Key(high: 1, low: 1), stamp: 0), shelf.begin(Shelf.Key(high: .max, low: .max), stamp: 9)
    )
    shelf.add("blue kettle", seq: 1, to: kept)
    shelf.add("Turquoise", asName: true, seq: 1, to: gone)
    let before = shelf.bytes
    let places = shelf.erase(gone)
    #expect(shelf.bytes.count == before.count)
    for index in before.indices where !places.contains(where: { $0.contains(index) }) {
      #expect(shelf.bytes[index] == before[index])
    }
    for trace in [Array("turquoise".utf8), [UInt8](repeating: 0xFF, count: 8)] {
      #expect(before.firstRange(of: trace) != nil && shelf.bytes.firstRange(of: trace) == nil)
    }
    let again = try #require(Shelf(shelf.bytes))
    #expect(
      again.bytes == shelf.bytes && again.blankBytes == shelf.blankBytes && again.rows.map(\.state) == [.open, .gone])
    #expect(again.find(Wanted(talks: try SearchQuery("turquoisy")), limit: 1).rows == [])
  }

  @Test func anErasedNameLeavesMemoryAndAllOthersStay() throws {
    var shelf = Shelf()
    for (number, name) in ["Jonas Lindqvist", "Mara Pell", "Tom Hale"].enumerated() {
      let row = shelf.begin(Shelf.Key(high: 1, low: UInt64(number)), stamp: 0)
      shelf.add(name, asName: true, seq: 1, to: row)
      shelf.add("a kettle", seq: 2, to: row)
      shelf.add(name.uppercased(), asName: true, seq: 3, to: row)
    }
    for var shelf in [shelf, try #require(Shelf(shelf.bytes))] {
      _ = shelf.erase(1)
      #expect(shelf.names.bytes.firstRange(of: Array("mara".utf8)) == nil)
      #expect(shelf.names.bytes.firstRange(of: Array("pell".utf8)) == nil)
      for (word, rows) in [("jonsa", [0]), ("hael", [2]), ("marra", [])] {
        #expect(shelf.find(Wanted(talks: try SearchQuery(word)), limit: 3).rows == rows)
      }
    }
  }

  @Test(arguments: 1...200) func whateverTheFileHoldsIsReadAsFarAsItIsWhole(_ seed: UInt64) throws {
    var random = SeededRandom(seed)
    var bytes = filled(&random, rows: 12).shelf.bytes
    let place = Int.random(in: 21..<bytes.count, using: &random)
    switch seed % 3 {
    case 0: bytes.removeSubrange(place...)
    case 1: bytes[place] ^= UInt8.random(in: 1...255, using: &random)
    default: bytes.insert(contentsOf: (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }, at: place)
    }
    let shelf = try #require(Shelf(bytes))
    #expect(shelf.bytes.count <= place && bytes.starts(with: shelf.bytes))
    for word in Self.words { _ = shelf.find(Wanted(talks: try SearchQuery(word)), limit: 3) }
  }

  @Test func aFileOfAnotherVersionIsNone() {
    #expect(Shelf(Array("second ring search 2\n".utf8)) == nil && Shelf([]) == nil)
    #expect(Shelf(Shelf().bytes)?.rows.isEmpty == true)
  }
}
