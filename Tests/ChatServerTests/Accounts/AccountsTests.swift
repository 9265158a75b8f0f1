import ChatDomain
import ChatServer
import ChatTesting
import HTTPProtocol
import Primitives
import Secrets
import Storage
import Testing
import TranscriptFormat

struct AccountsTests {
  private let temporary = TemporaryFolder()
  private let now = Instant(milliseconds: 1_795_356_127_512)
  private let key = [UInt8](repeating: 9, count: 32)
  private let folder: DataFolder
  private let accounts: Accounts
  private let anna: AgentID

  init() throws {
    folder = try DataFolder.open("\(temporary.path)/data")
    anna = try #require(AgentID("anna"))
    let file = AgentFile(id: anna, name: "Anna", role: .owner, password: Password.hash("correct horse"))
    try folder.team.add(file)
    accounts = try Accounts(folder, key: key)
  }

  private func signIn(_ password: String = "correct horse", name: String = "anna") -> SignedIn? {
    guard accounts.takeTry(name: name, address: "192.0.2.1", at: now) == nil else { return nil }
    return accounts.signIn(name: name, password: password, address: "192.0.2.1")
  }

  private func request(_ setCookie: String) -> HTTPRequest {
    HTTPRequest(.get, "/", headers: ["Cookie": String(setCookie.prefix { $0 != ";" })])
  }

  @Test func `the right password gives a cookie that proves who this is`() throws {
    let signedIn = try #require(signIn())
    #expect((signedIn.profile.id, signedIn.profile.name, signedIn.role) == (anna, "Anna", .owner))
    let cookie = accounts.cookie(for: signedIn, isSecure: true, at: now)
    for part in ["; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/", "; Max-Age=2592000"] {
      #expect(cookie.contains(part))
    }
    #expect(accounts.signedIn(request(cookie), at: now)?.profile.id == anna)
    #expect(!accounts.cookie(for: signedIn, isSecure: false, at: now).contains("Secure"))
  }

  @Test func `names are not told apart by their case`() {
    #expect(signIn(name: "Anna") != nil)
  }

  @Test func `a cookie is worth nothing after a month, with a letter changed, or under another key`() throws {
    let cookie = accounts.cookie(for: try #require(signIn()), isSecure: false, at: now)
    let month = Milliseconds.seconds(30 * 24 * 60 * 60)
    #expect(accounts.signedIn(request(cookie), at: now + month) == nil)
    #expect(accounts.signedIn(request(cookie.replacing("anna.", with: "tom.")), at: now) == nil)
    let others = try Accounts(folder, key: [UInt8](repeating: 8, count: 32))
    #expect(others.signedIn(request(cookie), at: now) == nil)
    #expect(accounts.signedIn(HTTPRequest(.get, "/"), at: now) == nil)
    #expect(accounts.signedIn(request(accounts.expiredCookie), at: now) == nil)
  }

  @Test func `a wrong password, an unknown name and a name that can't be are refused alike`() {
    #expect(signIn("wrong") == nil)
    #expect(signIn(name: "ghost") == nil)
    #expect(signIn(name: "../anna") == nil)
    #expect(signIn("") == nil)
  }

  @Test func `a changed password revokes every older cookie and no newer one`() throws {
    let before = try #require(signIn())
    let old = accounts.cookie(for: before, isSecure: false, at: now)
    #expect(try accounts.changePassword(of: before, from: "wrong", to: "battery staple") == nil)
    #expect(accounts.isStill(before))
    let after = try #require(try accounts.changePassword(of: before, from: "correct horse", to: "battery staple"))
    #expect(!accounts.isStill(before))
    #expect(accounts.isStill(after))
    #expect(accounts.signedIn(request(old), at: now) == nil)
    #expect(accounts.signedIn(request(accounts.cookie(for: after, isSecure: false, at: now)), at: now) != nil)
    #expect(signIn() == nil)
    #expect(signIn("battery staple") != nil)
    #expect(Password.verify("battery staple", against: try folder.team.agent(anna)?.password))
  }

  private var file: String { "\(temporary.path)/data/team/anna.json" }

  @Test func `a file edited by hand while the server runs counts after a reload`() throws {
    let signedIn = try #require(signIn())
    var edited = try #require(try folder.team.agent(anna))
    edited.generation += 1
    TestFile.write(file, String(decoding: edited.bytes, as: UTF8.self))
    #expect(accounts.isStill(signedIn))
    try accounts.reload()
    #expect(!accounts.isStill(signedIn))
    try Disk().remove(file)
    try accounts.reload()
    #expect(accounts.all.isEmpty)
    #expect(signIn() == nil)
  }

  @Test func `who is removed or signed out elsewhere changes nothing any more and gets no new cookie`() throws {
    let before = try #require(signIn())
    try folder.team.update(anna) { $0.generation += 1 }
    #expect(!accounts.isStill(before))
    #expect(throws: StorageError.self) { try accounts.changePassword(of: before, from: "correct horse", to: "mine") }
    #expect(signIn() != nil)
    let now = try #require(signIn())
    try folder.team.remove(anna)
    #expect(throws: StorageError.self) { try accounts.changePassword(of: now, from: "correct horse", to: "mine") }
    #expect(try folder.team.agent(anna) == nil)
    #expect(accounts.all.isEmpty)
  }

  @Test func `a link that could not be spent is not called used`() throws {
    let token = OneTimeToken()
    try folder.team.addLink(hash: token.hash, for: anna, expires: now + .seconds(60), now: now)
    let links = "\(temporary.path)/data/team/links.json"
    let good = try #require(TestFile.text(links))
    TestFile.write(links, "{ broken")
    #expect(throws: StorageError.self) { try accounts.spend(token: token.text, address: "a", at: now) }
    TestFile.write(links, good)
    #expect(try accounts.spend(token: token.text, address: "a", at: now)?.profile.id == anna)
  }

  @Test func `a link signs in once`() throws {
    let token = OneTimeToken()
    try folder.team.addLink(hash: token.hash, for: anna, expires: now + .seconds(60), now: now)
    #expect(try accounts.spend(token: token.text, address: "a", at: now)?.profile.id == anna)
    #expect(try accounts.spend(token: token.text, address: "a", at: now) == nil)
    #expect(try Accounts(folder, key: key).spend(token: token.text, address: "a", at: now) == nil)
  }

  @Test func `a link is worth nothing when its time is over`() throws {
    let token = OneTimeToken()
    try folder.team.addLink(hash: token.hash, for: anna, expires: now + .seconds(60), now: now)
    #expect(try accounts.spend(token: token.text, address: "a", at: now + .seconds(60)) == nil)
  }

  @Test func `guessed links slow their address down`() throws {
    for number in 0..<SignInThrottle.tries {
      #expect(accounts.takeTry(name: "", address: "a", at: now) == nil, "try \(number)")
      #expect(try accounts.spend(token: "guess \(number)", address: "a", at: now) == nil)
    }
    #expect(accounts.takeTry(name: "", address: "a", at: now) != nil)
    #expect(accounts.takeTry(name: "anna", address: "b", at: now) == nil)
  }

  @Test func `wrong passwords slow a name down where they come from, and lock nobody else out`() throws {
    // An account that never had a password still costs a scrypt each: so few tries as the throttle needs.
    for _ in 0..<SignInThrottle.tries { #expect(signIn("wrong") == nil) }
    let wait = try #require(accounts.takeTry(name: "ANNA", address: "192.0.2.1", at: now))
    #expect(Int64(wait) * 1_000 >= SignInThrottle.window.count)
    #expect(accounts.takeTry(name: "anna", address: "elsewhere", at: now) == nil)
    #expect(accounts.takeTry(name: "tom", address: "192.0.2.1", at: now) == nil)
    #expect(accounts.takeTry(name: "anna", address: "192.0.2.1", at: now + SignInThrottle.window) == nil)
  }

  @Test func `an address that guesses at many names has to wait with all of them`() throws {
    for number in 0..<SignInThrottle.triesOfAddress {
      #expect(accounts.takeTry(name: "guess \(number)", address: "a", at: now) == nil)
    }
    #expect(accounts.takeTry(name: "tom", address: "a", at: now) != nil)
    #expect(accounts.takeTry(name: "tom", address: "b", at: now) == nil)
  }

  @Test func `of many tries at once no more are looked at than are allowed`() {
    let taken = (0..<240).filter { _ in accounts.takeTry(name: "anna", address: "a", at: now) == nil }
    #expect(taken.count == SignInThrottle.tries)
    accounts.giveTryBack(name: "anna", address: "a")
    #expect(accounts.takeTry(name: "anna", address: "a", at: now) == nil)
    #expect(accounts.takeTry(name: "anna", address: "a", at: now) != nil)
  }

  @Test func `who is right a hundred times has not used up the address`() throws {
    for _ in 0..<SignInThrottle.triesOfAddress + 1 {
      let token = OneTimeToken()
      try folder.team.addLink(hash: token.hash, for: anna, expires: now + .seconds(60), now: now)
      #expect(accounts.takeTry(name: "", address: "a", at: now) == nil)
      #expect(try accounts.spend(token: token.text, address: "a", at: now) != nil)
    }
  }
}
