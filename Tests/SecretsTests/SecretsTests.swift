import Primitives
import Secrets
import Testing

@Suite struct SecretsTests {
  enum Thing {}

  @Test func `digests match the published vectors`() {
    #expect(Hex.encoded(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let code = hmacSHA256(Array("The quick brown fox jumps over the lazy dog".utf8), key: Array("key".utf8))
    #expect(Hex.encoded(code) == "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")
    #expect(hmacSHA256([], key: []).count == 32)
  }

  @Test func `random bytes differ`() {
    #expect(randomBytes(32) != randomBytes(32))
    #expect(randomBytes(0) == [])
  }

  @Test func `only the same secret is the same`() {
    #expect(isSameSecret([1, 2], [1, 2]))
    #expect(!isSameSecret([1, 2], [1, 3]))
    #expect(!isSameSecret([1], [1, 0]))
  }

  @Test func `CVE-2021-33880: where two secrets differ does not show in the time it takes to see it`() {
    let secret = randomBytes(1 << 20)
    var (early, late) = (secret, secret)
    early[0] ^= 1
    late[secret.count - 1] ^= 1
    // The quickest of many: a busy machine makes some slower, and none quicker.
    func quickest(_ other: [UInt8]) -> Duration {
      (0..<50).map { _ in ContinuousClock().measure { #expect(!isSameSecret(secret, other)) } }.min() ?? .zero
    }
    #expect(quickest(early) > quickest(late) / 4)
  }

  @Test func `CVE-2017-16031: no secret follows from those before it`() {
    let tokens = (0..<1_000).map { _ in OneTimeToken().text }
    #expect(Set(tokens).count == tokens.count)
    let bytes = tokens.compactMap { Base64.url.decoded($0) }
    #expect(bytes.allSatisfy { $0.count == 32 })
    // Half of the bits change from each to the next: 128 of 256, and by chance never fewer than 64 or more than 192.
    let changes = zip(bytes, bytes.dropFirst()).map { zip($0, $1).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount } }
    #expect(changes.allSatisfy { (64...192).contains($0) })
  }

  @Test func `a browser's secret names one visitor`() throws {
    let secret = Base64.url.encoded([UInt8](repeating: 7, count: 32))
    let visitor = try #require(Identifier<Thing>(visitorSecret: secret))
    #expect(visitor == Identifier<Thing>(visitorSecret: secret))
    #expect(Identifier<Thing>(visitorSecret: secret + "A") == nil)
    #expect(Identifier<Thing>(visitorSecret: "short") == nil)
    #expect(Identifier<Thing>(visitorSecret: "") == nil)
  }

  @Test func `a customer is known by the shop's id in its book, or by mail address in any case, and never by both`() {
    #expect(Identifier<Thing>(customer: "7", in: "tea") == Identifier<Thing>(customer: "7", in: "tea"))
    #expect(Identifier<Thing>(customer: "7", in: "tea") != Identifier<Thing>(customer: "7", in: "music"))
    #expect(Identifier<Thing>(customer: "7", in: "tea") != Identifier<Thing>(customer: "7", in: ""))
    #expect(Identifier<Thing>(customer: "7", in: "") == Identifier<Thing>(hashing: Array("customer:7".utf8)))
    #expect(Identifier<Thing>(customer: "a@b.example", in: "") != Identifier<Thing>(mail: "a@b.example", in: ""))
    #expect(Identifier<Thing>(mail: "A@b.example", in: "") == Identifier<Thing>(mail: "a@b.example", in: ""))
    #expect(Identifier<Thing>(mail: "a@b.example", in: "tea") != Identifier<Thing>(mail: "a@b.example", in: ""))
  }

  @Test func `the shop's signature is told from a wrong one`() {
    let signature = IdentitySignature.sign(id: "4711", email: "j@x.example", siteSecret: "s3cret")
    func verify(_ signature: String, _ id: String, _ secret: String) -> Bool {
      IdentitySignature.verify(signature, id: id, email: "j@x.example", siteSecret: secret)
    }
    #expect(verify(signature, "4711", "s3cret"))
    #expect(!verify(signature, "4712", "s3cret"))
    #expect(!verify(signature, "4711", "other"))
    #expect(!verify("", "4711", "s3cret"))
    #expect(!verify("zz", "4711", "s3cret"))
    let unsigned = IdentitySignature.sign(id: "4711", email: "", siteSecret: "")
    #expect(!verify(unsigned, "4711", ""))
  }

  @Test func `a one-time token is kept only as its hash`() {
    let token = OneTimeToken()
    #expect(OneTimeToken.hash(of: token.text) == token.hash)
    #expect(!token.hash.contains(token.text))
  }
}
