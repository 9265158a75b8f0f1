import Networking
import Testing

struct AddressTests {
  @Test(arguments: ["127.0.0.1", "192.0.2.255", "::1", "2001:db8::17", "0.0.0.0", "::"])
  func `an address reads back as it was written`(text: String) {
    #expect(IPAddress(text)?.description == text)
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "localhost", ":::", "1.2.3.4\0", "g::1", "[1.2.3.4", "1.2.3.4 ",
  ])
  func `what is no address is refused`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func `an IPv4 address in its IPv6 form is the same visitor`() {
    #expect(IPAddress("::ffff:192.0.2.1") == IPAddress("192.0.2.1"))
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("127.0.0.1", "127.0.0.1", true),
    ("127.0.0.1", "127.0.0.2", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "2001:db8::1", false),
    ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false), ("::/0", "8.8.8.8", true),
    ("2001:db8::/65", "2001:db8::7fff:0:0:1", true), ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
  ])
  func `a range holds its addresses and no others`(range: String, address: String, isInside: Bool) throws {
    let range = try #require(AddressRange(range))
    #expect(range.contains(try #require(IPAddress(address))) == isInside)
  }

  @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "::/129", "x/8", "10.0.0.0/", "/8"])
  func `what is no range is refused`(text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test func `a socket address has a port, and brackets around IPv6`() {
    #expect(SocketAddress("127.0.0.1:8080")?.description == "127.0.0.1:8080")
    #expect(SocketAddress("[::1]:80")?.description == "[::1]:80")
    #expect(SocketAddress("localhost:0")?.description == "127.0.0.1:0")
    for text in ["::1:80", "127.0.0.1", "127.0.0.1:65536", "127.0.0.1:-1", ":80", ""] {
      #expect(SocketAddress(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7"), ("192.0.2.7:51000", "192.0.2.7"), (" 192.0.2.7:51000 ", "192.0.2.7"),
    ("2001:db8::1", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"), ("[2001:db8::1]:443", "2001:db8::1"),
    ("\"[2001:db8::1]:443\"", "2001:db8::1"), ("for=192.0.2.7", "192.0.2.7"),
    ("For=\"[2001:db8::1]:443\"", "2001:db8::1"),
    ("for=192.0.2.7;proto=https", "192.0.2.7"), ("fe80::1%eth0", "fe80::1"), ("[fe80::1%25eth0]:80", "fe80::1"),
    ("::ffff:192.0.2.7", "192.0.2.7"), ("[::ffff:192.0.2.7]:80", "192.0.2.7"), ("\t192.0.2.7\t", "192.0.2.7"),
  ])
  func `a proxy may write an address in any of these ways`(entry: String, address: String) {
    #expect(IPAddress(forwarded: entry)?.description == address)
  }

  @Test(arguments: [
    "", " ", "unknown", "_hidden", "for=_x", "192.0.2.7:", "192.0.2.7:x", "192.0.2.7:99999", "[2001:db8::1",
    "[2001:db8::1]x",
    "[2001:db8::1]:", "192.0.2.7 192.0.2.8", "proxy.example:80", "300.1.1.1:80", "[192.0.2.7", ":80", "%", "\"",
  ])
  func `what is no address ends the chain`(entry: String) {
    #expect(IPAddress(forwarded: entry) == nil)
  }

  @Test func `IPv6 is counted by its first 64 bits, IPv4 whole`() throws {
    let (one, other) = (try #require(IPAddress("2001:db8:1:2::1")), try #require(IPAddress("2001:db8:1:2:ffff::9")))
    let neighbour = try #require(IPAddress("2001:db8:1:3::1"))
    #expect(one.network == other.network)
    #expect(one.network != neighbour.network)
    let (four, next) = (try #require(IPAddress("192.0.2.1")), try #require(IPAddress("192.0.2.2")))
    #expect(four.network == four)
    #expect(four.network != next.network)
  }
}
