import Search
import Testing

@Suite struct MarkedTests {
  private func marked(_ text: String, _ query: String, asName: Bool = false) throws -> (String, [String], Int) {
    let marked = Marked(text, try SearchQuery(query), asName: asName)
    let units = Array(marked.text.utf16)
    return (marked.text, marked.marks.map { String(decoding: units[$0], as: UTF16.self) }, marked.count)
  }

  @Test func marksStandWhereBrowsersCount() throws {
    let (text, marks, count) = try marked("😀 The blue KETTLES, for my cafe\u{301}\nbar", "kettle cafe zoo")
    #expect(text == "😀 The blue KETTLES, for my cafe\u{301} bar" && marks == ["KETTLE", "cafe"] && count == 2)
    #expect(try marked("Straße", "strasse").1 == ["Straße"])
    #expect(try marked("Order HR-1187 of 2026-11-22", "hr1187 2026-11").1 == ["HR-1187", "2026-11"])
    #expect(try marked("kettle kettle", "kettle kett").1 == ["kettle", "kettle"])
    #expect(try marked("Lindqvist", "lindquist", asName: true).1 == ["Lindqvist"])
    #expect(try marked("Lindqvist", "lindquist").1 == [])
  }

  @Test func aLongTextIsCutBetweenWordsAroundTheFirstMark() throws {
    let words = Array(repeating: "word", count: 200).joined(separator: " ")
    let (text, marks, _) = try marked("\(words) kettle \(words)", "kettle")
    #expect(text.count <= 162 && text.hasPrefix("…word") && text.hasSuffix("word…") && marks == ["kettle"])
    let (start, first, _) = try marked("kettle \(words)", "kettle")
    #expect(start.hasPrefix("kettle word") && start.hasSuffix("word…") && first == ["kettle"])
    let (end, last, _) = try marked("\(words) kettle", "kettle")
    #expect(end.hasSuffix("word kettle") && last == ["kettle"])
    let (long, marksOfLong, _) = try marked(String(repeating: "x", count: 5_000), "x")
    #expect(long.count == 161 && marksOfLong == ["x"])
    #expect(try marked(String(repeating: "😀", count: 500) + "kettle", "kettle").1 == ["kettle"])
  }
}
