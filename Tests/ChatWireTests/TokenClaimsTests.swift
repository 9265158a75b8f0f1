import ChatDomain
import ChatTesting
import ChatWire
import Primitives
import Testing

@Suite struct TokenClaimsTests {
  static let now = Instant(milliseconds: 1_795_356_127_512)
  static let header = #"{"alg":"HS256","typ":"JWT"}"#

  static func read(_ claims: String, header: String = header) throws(TokenFault) -> TokenClaims {
    try TokenClaims(header: Array(header.utf8), claims: Array(claims.utf8), at: now)
  }

  static func fault(_ claims: String, header: String = header) -> TokenFault? {
    do throws(TokenFault) {
      _ = try read(claims, header: header)
      return nil
    } catch { return error }
  }

  @Test func `each claim that is given is proved`() throws {
    let all = try Self.read(
      #"{"sub":"4711","email":"j@x.example","name":"Jonas","website":"https://j.example","exp":1795356187,"iat":1}"#)
    #expect(all.id == "4711" && all.email == "j@x.example" && all.name == "Jonas")
    #expect(all.proved == [.id, .email, .name, .website])
    #expect(try Self.read(#"{"email":"j@x.example","exp":1795356187.5}"#).proved == .email)
  }

  @Test(arguments: [("0", "0"), ("17", "17"), ("-3", "-3"), (#""0""#, "0")])
  func `a number is an id, and 0 too`(sub: String, id: String) throws {
    #expect(try Self.read(#"{"sub":\#(sub),"exp":1795356187}"#).id == id)
  }

  @Test func `a token that names nobody, or not well, is refused`() {
    #expect(Self.fault(#"{"exp":1795356187}"#) == .nobody)
    #expect(Self.fault(#"{"sub":"","exp":1795356187}"#) == .nobody)
    for sub in ["true", "1.5", "[]", "{}", "\"\(String(repeating: "x", count: 257))\"", "99999999999999999999"] {
      #expect(Self.fault(#"{"sub":\#(sub),"exp":1795356187}"#) != nil, "\(sub)")
    }
    #expect(Self.fault(#"{"sub":"1","email":7,"exp":1795356187}"#) == .field("email"))
  }

  @Test func `times are told with a minute of leeway and a day at most`() {
    func end(_ seconds: Int) -> TokenFault? { Self.fault(#"{"sub":"1","exp":\#(1_795_356_127 + seconds)}"#) }
    #expect(end(-59) == nil && end(86_400) == nil)
    #expect(end(-61) == .expired)
    #expect(end(86_400 + 62) == .tooLong)
    #expect(Self.fault(#"{"sub":"1"}"#) == .field("exp"))
    #expect(Self.fault(#"{"sub":"1","exp":"1795356187"}"#) == .field("exp"))
    #expect(Self.fault(#"{"sub":"1","exp":1e308}"#) == .tooLong)
    #expect(Self.fault(#"{"sub":"1","exp":1795356187,"nbf":1795359999}"#) == .tooEarly)
  }

  @Test(arguments: [
    #"{"alg":"none"}"#, #"{"alg":"None"}"#, #"{"alg":"HS384"}"#, #"{"alg":"RS256"}"#, "{}", #"{"alg":["HS256"]}"#,
    #"{"alg":"HS256","crit":["exp"]}"#,
  ])
  func `another algorithm than HS256 is refused`(header: String) {
    #expect(Self.fault(#"{"sub":"1","exp":1795356187}"#, header: header) == .algorithm)
  }

  @Test func `a claim that comes twice is refused`() {
    #expect(Self.fault(#"{"sub":"1","exp":1795356187,"sub":"2"}"#) == .notJSON)
    #expect(Self.fault(#"{"sub":"1","exp":1795356187}"#, header: #"{"alg":"none","alg":"HS256"}"#) == .notJSON)
  }

  @Test func `bytes that mean nothing trap nothing`() {
    var random = SeededRandom(7)
    let good = Array(#"{"sub":"4711","email":"j@x.example","exp":1795356187,"nbf":1,"name":"J"}"#.utf8)
    for _ in 0..<20_000 {
      var bytes = good
      for _ in 0...random.next() % 4 {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = try? TokenClaims(header: Array(Self.header.utf8), claims: bytes, at: Self.now)
      _ = try? TokenClaims(header: bytes, claims: good, at: Self.now)
    }
    #expect(Self.fault("[]") == .notJSON)
  }
}
