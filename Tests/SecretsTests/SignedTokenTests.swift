import ChatTesting
import Secrets
import Testing

@Suite struct SignedTokenTests {
  let claims = #"{"sub":"4711","exp":1795356187}"#

  @Test func `a token is one of this site's secrets, the second one too`() throws {
    let text = SignedToken.make(claims: claims, secret: "one")
    let token = try #require(SignedToken(text))
    #expect(token.claims == Array(claims.utf8))
    #expect(token.isSigned(with: ["one"]) && token.isSigned(with: ["new", "one"]))
    #expect(!token.isSigned(with: ["other"]) && !token.isSigned(with: []))
    let unsigned = try #require(SignedToken(SignedToken.make(claims: claims, secret: "")))
    #expect(!unsigned.isSigned(with: [""]))
  }

  @Test func `a token of the examples in RFC 7515 is right`() throws {
    let text =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
      + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    #expect(try #require(SignedToken(text)).header.count > 0)
  }

  @Test(arguments: ["", ".", "..", "a.b", "a.b.c.d", "e30.e30.e3=", "e30 .e30.AA", "e31.e30.AA", "\u{0}.\u{0}.\u{0}"])
  func `what is not three parts of base64url is no token`(text: String) {
    // Two points with nothing between them are parts, and no secret has signed them.
    #expect(SignedToken(text)?.isSigned(with: ["one"]) ?? false == false)
  }

  @Test func `a token changed in any letter is refused, and nothing traps`() {
    let text = Array(SignedToken.make(claims: claims, secret: "one").utf8)
    var random = SeededRandom(12)
    for _ in 0..<20_000 {
      var changed = text
      for _ in 0...random.next() % 3 {
        changed[Int(random.next() % UInt64(changed.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      guard changed != text else { continue }
      #expect(SignedToken(String(decoding: changed, as: UTF8.self))?.isSigned(with: ["one"]) ?? false == false)
    }
  }
}
