import Primitives
import Testing

struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func `RFC 4648 10 vectors`(plain: String, encoded: String) {
    #expect(Base64.standard.encoded(Array(plain.utf8)) == encoded)
    #expect(Base64.standard.decoded(encoded) == Array(plain.utf8))
  }

  @Test func `the url alphabet has no padding`() {
    #expect(Base64.url.encoded([0xFB, 0xFF]) == "-_8")
    #expect(Base64.url.decoded("-_8") == [0xFB, 0xFF])
    #expect(Base64.standard.encoded([0xFB, 0xFF]) == "+/8=")
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Z===", "Zh==", "Zm9=", "Zg==Zg==", "Z g=", "Zm9v\n", "-_8=", "=", "====", "Zé==",
  ])
  func `other spellings are refused`(text: String) {
    #expect(Base64.standard.decoded(text) == nil)
  }

  @Test(arguments: ["-_9", "-_8=", "A", "+/8"])
  func `other spellings of the url alphabet are refused`(text: String) {
    #expect(Base64.url.decoded(text) == nil)
  }

  @Test func `any bytes come back`() {
    for count in 0..<70 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
      #expect(Base64.standard.decoded(Base64.standard.encoded(bytes)) == bytes)
      #expect(Base64.url.decoded(Base64.url.encoded(bytes)) == bytes)
    }
  }
}
