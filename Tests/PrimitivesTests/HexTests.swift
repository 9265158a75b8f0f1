import Primitives
import Testing

struct HexTests {
  @Test func `bytes come back`() {
    #expect(Hex.encoded([0, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
    #expect(Hex.decoded("000fA0Ff") == [0, 0x0F, 0xA0, 0xFF])
    #expect(Hex.decoded("") == [])
  }

  @Test(arguments: ["0", "0g", "000", " 00", "-1"]) func `anything else is refused`(text: String) {
    #expect(Hex.decoded(text) == nil)
  }
}
