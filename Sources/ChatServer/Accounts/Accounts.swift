import ChatDomain
import EventLoops
package import HTTPProtocol
package import Primitives
import Secrets
package import Storage
import Synchronization
package import TranscriptFormat

/// Who may sign in, and who is: the team's files as every loop reads them, and the key that seals cookies.
package final class Accounts: Sendable {
  private static let cookieName = "secondring"
  /// A working month: shorter signs people out over a holiday, longer keeps a lost laptop signed in.
  private static let cookieLife = Milliseconds.seconds(30 * 24 * 60 * 60)

  let team: Team
  let faces: Faces
  /// Where passwords wait to be hashed.
  let hashes = HashLine()
  private let key: [UInt8]
  // Follows the team's own notices, which come in the order of the changes: a copy read aside and put here later could bring
  // back an agent who was removed meanwhile.
  private let agents = Mutex<[AgentID: AgentFile]>([:])
  private let told = Mutex(TeamNews.Told())
  private let throttles = Mutex(
    (guesses: SignInThrottle(), addresses: SignInThrottle(tries: SignInThrottle.triesOfAddress)))

  /// Reads the team's files; blocking.
  package init(_ folder: DataFolder, key: [UInt8]) throws(StorageError) {
    team = folder.team
    faces = Faces(folder: folder)
    self.key = key
    try team.watch { files in
      agents.withLock { $0 = Self.book(files) }
    } _: { [weak self] id, file in
      self?.agents.withLock { $0[id] = file }
    }
  }

  /// Reads the files again; blocking.
  package func reload() throws(StorageError) {
    try team.readAgain { files in agents.withLock { $0 = Self.book(files) } }
  }

  /// Passes on how the team differs from what was passed on before; one call at a time, in the order of the changes.
  func tellNews(_ tell: (TeamNews) -> Void) {
    told.withLock { told in
      let news = told.news(all, roster)
      if !news.isEmpty { tell(news) }
    }
  }

  /// Everybody.
  package var all: [AgentFile] { agents.withLock { $0.values.sorted { $0.id < $1.id } } }

  /// Who is on call, and when who comes to the desk.
  var roster: Roster {
    let all = all
    let shifts = all.map { ($0.id, $0.rota.compactMap { Shift(hours: $0) }) }.filter { !$0.1.isEmpty }
    return Roster(onCall: Set(all.filter(\.onCall).map(\.id)), shifts: Dictionary(shifts) { $1 })
  }

  /// Whom the request's cookie proves; nil for nobody.
  package func signedIn(_ request: HTTPRequest, at now: Instant) -> SignedIn? {
    guard let value = request.cookie(Self.cookieName), let cookie = SignedCookie(value, key: key, at: now),
      let id = AgentID(cookie.agent), let file = agents.withLock({ $0[id] }), file.generation == cookie.generation
    else { return nil }
    return SignedIn(file)
  }

  /// Whether the account is there and has not been signed out everywhere since.
  package func isStill(_ signedIn: SignedIn) -> Bool {
    agents.withLock { $0[signedIn.profile.id]?.generation == signedIn.generation }
  }

  /// Takes one try of this name and this address, before the password is looked at; the seconds to wait when either has
  /// none left, and then none is taken.
  package func takeTry(name: String, address: String, at now: Instant) -> Int? {
    throttles.withLock { throttles in
      let guess = Self.guess(name, address)
      if let wait = throttles.guesses.wait(guess, at: now) ?? throttles.addresses.wait(address, at: now) {
        return Int(wait.count / 1_000) + 1
      }
      throttles.guesses.take(guess, at: now)
      throttles.addresses.take(address, at: now)
      return nil
    }
  }

  /// Gives a try back that was never looked at.
  package func giveTryBack(name: String, address: String) {
    throttles.withLock { throttles in
      throttles.guesses.giveBack(Self.guess(name, address))
      throttles.addresses.giveBack(address)
    }
  }

  /// Signs in by password; blocking (scrypt).
  ///
  /// The try was taken before.
  package func signIn(name: String, password: String, address: String) -> SignedIn? {
    let file = AgentID(name.lowercased()).flatMap { id in agents.withLock { $0[id] } }
    // An unknown name takes as long as a wrong password: nobody learns who works here.
    let isRight = Password.verify(password, against: file?.password)
    return given(isRight ? file : nil, name, address)
  }

  /// Whom a one-time link would sign in, without spending it; blocking (files).
  ///
  /// The try was taken before; it is given back when there is such a link.
  package func owner(ofLink token: String, address: String, at now: Instant) throws(StorageError) -> AgentFile? {
    let file = try team.linkOwner(hash: OneTimeToken.hash(of: token), now: now)
    if file != nil { giveTryBack(name: "", address: address) }
    return file
  }

  /// Signs in by a one-time link; blocking (files).
  ///
  /// The try was taken before. When this throws the link could not be spent, and is still good.
  package func spend(token: String, address: String, at now: Instant) throws(StorageError) -> SignedIn? {
    given(try team.spendLink(hash: OneTimeToken.hash(of: token), now: now), "", address)
  }

  /// Changes a password, which signs out every other browser; blocking.
  ///
  /// Nil when the old one is wrong.
  package func changePassword(of signedIn: SignedIn, from old: String, to new: String) throws(StorageError) -> SignedIn?
  {
    let known = agents.withLock { $0[signedIn.profile.id] }
    if let kept = known?.password, !Password.verify(old, against: kept) { return nil }
    let hash = Password.hash(new)
    return try change(signedIn) { file throws(StorageError) in
      // Another password was set while this one was checked: that one stays.
      guard file.password == known?.password else { throw Self.signedOut(file.id) }
      file.password = hash
      file.generation &+= 1
    }
  }

  /// Changes the file of somebody who is signed in, and what every loop reads; blocking.
  ///
  /// Throws `unknown` when they were removed or signed out everywhere meanwhile.
  func change(
    _ signedIn: SignedIn, _ body: (inout AgentFile) throws(StorageError) -> Void
  ) throws(StorageError) -> SignedIn {
    let file = try team.update(signedIn.profile.id) { file throws(StorageError) in
      guard file.generation == signedIn.generation else { throw Self.signedOut(file.id) }
      try body(&file)
    }
    return SignedIn(file)
  }

  private static func signedOut(_ id: AgentID) -> StorageError { .unknown("agent \(id) who is still signed in") }

  /// The Set-Cookie value that keeps somebody signed in.
  package func cookie(for signedIn: SignedIn, isSecure: Bool, at now: Instant) -> String {
    let value = SignedCookie(
      agent: signedIn.profile.id.text, generation: signedIn.generation, expires: now + Self.cookieLife)
    return "\(Self.cookieName)=\(value.sealed(with: key)); Path=/; HttpOnly; SameSite=Strict; "
      + "Max-Age=\(Self.cookieLife.count / 1_000)\(isSecure ? "; Secure" : "")"
  }

  /// The Set-Cookie value that signs somebody out.
  package var expiredCookie: String { "\(Self.cookieName)=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0" }

  /// Who was right gets the tries back; who was wrong has had theirs.
  private func given(_ file: AgentFile?, _ name: String, _ address: String) -> SignedIn? {
    guard let file else { return nil }
    throttles.withLock { throttles in
      throttles.guesses.succeeded(Self.guess(name, address))
      throttles.addresses.giveBack(address)
    }
    return SignedIn(file)
  }

  // Name and address together: by the name alone anybody could lock anybody out, by the address alone a whole office.
  private static func guess(_ name: String, _ address: String) -> String { "\(name.lowercased()) \(address)" }

  private static func book(_ files: [AgentFile]) -> [AgentID: AgentFile] {
    Dictionary(files.map { ($0.id, $0) }) { $1 }
  }
}
