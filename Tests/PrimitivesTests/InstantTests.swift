import Primitives
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_795_356_127_512, "2026-11-22T14:02:07.512Z"),
    (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ]) func `a moment is written in UTC and read back`(milliseconds: Int64, text: String) {
    #expect(Instant(milliseconds: milliseconds).text == text)
    #expect(Instant(text: text) == Instant(milliseconds: milliseconds))
  }

  @Test(arguments: [
    "", "2026-02-30T00:00:00.000Z", "2026-11-22 14:02:07.512Z", "2026-11-22T24:00:00.000Z", "2026-11-22T14:02:07.512+",
  ])
  func `what is no moment is refused`(text: String) { #expect(Instant(text: text) == nil) }

  @Test func `sums at the ends of time saturate`() {
    #expect(Instant(milliseconds: .max) + .seconds(1) == Instant(milliseconds: .max))
    #expect(Instant(milliseconds: .min) - Instant(milliseconds: .max) == Milliseconds(.min))
  }
}
