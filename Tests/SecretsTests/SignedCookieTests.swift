import Primitives
import Secrets
import Testing

@Suite struct SignedCookieTests {
  let key = [UInt8](repeating: 9, count: 32)
  let now = Instant(milliseconds: 1_000_000)
  var cookie: SignedCookie { SignedCookie(agent: "anna", generation: 3, expires: now + .seconds(60)) }

  @Test func `a session comes back as it was sealed`() {
    #expect(SignedCookie(cookie.sealed(with: key), key: key, at: now) == cookie)
  }

  @Test func `it ends`() { #expect(SignedCookie(cookie.sealed(with: key), key: key, at: now + .seconds(60)) == nil) }

  @Test func `another key does not open it`() {
    #expect(SignedCookie(cookie.sealed(with: key), key: [1], at: now) == nil)
  }

  @Test func `no letter of it can be changed`() {
    let value = Array(cookie.sealed(with: key).utf8)
    for index in value.indices {
      var forged = value
      forged[index] = forged[index] == UInt8(ascii: "4") ? UInt8(ascii: "5") : UInt8(ascii: "4")
      #expect(SignedCookie(String(decoding: forged, as: UTF8.self), key: key, at: now) == nil)
    }
  }

  @Test(arguments: ["", ".", "...", "anna.3.9999999999999.", "anna.x.y.z", "a.b.c.d.e"])
  func `what is no session is refused`(value: String) { #expect(SignedCookie(value, key: key, at: now) == nil) }
}
