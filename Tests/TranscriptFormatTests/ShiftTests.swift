import ChatDomain
import Testing
import TranscriptFormat

@Suite struct ShiftTests {
  @Test(arguments: [
    ("mon-fri 09:00-17:00", [0, 1, 2, 3, 4], 540), ("sat 10:30-14:00", [5], 630),
    ("Sat-Mon 00:00-24:00", [5, 6, 0], 0),
    ("sun-sun 23:58-23:59", [6], 1_438),
  ])
  func `hours are read as people write them`(text: String, days: [Int], start: Int) {
    #expect(Shift(hours: text) == Shift(days: Set(days), start: start))
  }

  @Test(arguments: [
    "", "mon", "mon 9-17", "mon 9:00-17:00", "mon-fri-sat 09:00-17:00", "mo 09:00-17:00", "mon 17:00-09:00",
    "mon 09:00-24:01", "mon 09:60-10:00", "mon 09:00", "mon- 09:00-10:00", "mon 09:00-10:00 x", "mon -9:00-10:00",
    "mon ٠٩:00-10:00", "mon 25:00-26:00",
  ])
  func `what can't be understood is refused`(text: String) { #expect(Shift(hours: text) == nil) }
}
