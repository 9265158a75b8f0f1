import Secrets
import Testing

@Suite struct PasswordTests {
  @Test func `the right password opens, another does not`() {
    let kept = Password.hash("correct horse")
    #expect(kept.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
    #expect(Password.verify("correct horse", against: kept))
    #expect(!Password.verify("correct horsf", against: kept))
    #expect(!Password.verify("", against: kept))
    #expect(Password.hash("correct horse") != kept)
  }

  @Test(arguments: [
    "", "$scrypt$", "$scrypt$ln=15,r=8,p=1$AAAA$AAAA", "$scrypt$ln=63,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
    "$scrypt$ln=99999999999999999999,r=8,p=1$AA$AA", "$argon2$x$y$z", "plain",
  ])
  func `what is no hash opens nothing`(kept: String) { #expect(!Password.verify("x", against: kept)) }

  @Test func `nobody has no password`() { #expect(!Password.verify("x", against: nil)) }
}
