import Search
import Testing

@Suite struct SearchQueryTests {
  @Test(arguments: [
    ("kettle", 1, 0), ("  blue   kettle ", 2, 0), ("\"blue kettle\" back", 2, 0), ("\"blue kettle", 1, 0),
    ("2026-11-22", 0, 1), ("2026-11 kettle", 1, 1), ("2026-13", 1, 0), ("2026-02-30", 1, 0), ("9999-12", 0, 1),
    ("! kettle ?", 1, 0), ("+1e+1-01", 1, 0),
  ])
  func wordsAndDaysAreToldApart(_ text: String, _ words: Int, _ days: Int) throws {
    let query = try SearchQuery(text)
    #expect((query.words.count, query.days.count) == (words, days))
  }

  @Test func whatIsNoQuestionSaysWhy() {
    #expect(throws: SearchQuery.Fault.empty) { try SearchQuery(" !? \"\" ") }
    #expect(throws: SearchQuery.Fault.tooLong(limit: 200)) { try SearchQuery(String(repeating: "ä", count: 201)) }
    #expect(throws: Never.self) { try SearchQuery(String(repeating: "ä", count: 200)) }
    #expect(throws: SearchQuery.Fault.tooManyWords(limit: 8)) { try SearchQuery("a b c d e f g h i") }
  }
}
