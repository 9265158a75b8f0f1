import ChatDomain
import EventLoops
import HTTPProtocol
import JSON
import Logging
import Networking
import Primitives
import Secrets
import Storage
import TranscriptFormat

// Hashing a password takes a core for some 70 ms, and files are written: none of it on a loop.
extension AgentAPI {
  func signIn(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> HTTPReply {
    let fields = try Fields(request)
    let (name, password) = (try fields.text("name", limit: 64), try fields.text("password", limit: 1_024))
    let address = connection.visitor.network.description
    try takeTry(name, address, at: connection.loop.now)
    do throws(ErrorAnswer) {
      try answerHashed(on: connection) { server throws(ErrorAnswer) in
        guard let signedIn = server.accounts.signIn(name: name, password: password, address: address) else {
          server.metrics.signInFailed()
          throw ErrorAnswer(status: 401, code: "wrong_password", message: "That name and password do not match.")
        }
        return signedIn
      }
    } catch {
      server.accounts.giveTryBack(name: name, address: address)
      throw error
    }
    return .later
  }

  func spendLink(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> HTTPReply {
    let token = try Fields(request).text("token", limit: 256)
    let (address, now) = (connection.visitor.network.description, connection.loop.calendar)
    try takeTry("", address, at: connection.loop.now)
    answerLater(on: connection) { server throws(ErrorAnswer) in
      let spent: SignedIn?
      do throws(StorageError) { spent = try server.accounts.spend(token: token, address: address, at: now) } catch {
        throw Self.notKept(error, server)
      }
      guard let signedIn = spent else {
        server.metrics.signInFailed()
        throw Self.linkSpent
      }
      return signedIn
    }
    return .later
  }

  /// Whom a link would sign in: `{"name"}`, for the button that spends it.
  func linkOwner(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> HTTPReply {
    let token = try Fields(request).text("token", limit: 256)
    let (address, now) = (connection.visitor.network.description, connection.loop.calendar)
    try takeTry("", address, at: connection.loop.now)
    server.slow.run { [server, connection] in
      let response: HTTPResponse
      do throws(StorageError) {
        let owner = try server.accounts.owner(ofLink: token, address: address, at: now)
        response = owner.map { owner in JSONAnswer.ok { $0.field("name", owner.name) } } ?? Self.linkSpent.response
      } catch { response = Self.notKept(error, server).response }
      connection.post { $0.respond(response) }
    }
    return .later
  }

  private static let linkSpent = ErrorAnswer(
    status: 401, code: "link_spent", message: "This sign-in link has been used or is too old. Ask for a new one.")

  func changePassword(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> HTTPReply {
    let signedIn = try signedIn(request, on: connection)
    let fields = try Fields(request)
    let (old, new) = (fields.optional("old") ?? "", try fields.text("new", limit: Password.mostBytes))
    guard new.count >= Password.leastLength else {
      throw ErrorAnswer(
        status: 422, code: "password_too_short", message: "A password has at least \(Password.leastLength) letters.",
        field: "new", limit: Password.leastLength)
    }
    try answerHashed(on: connection) { server throws(ErrorAnswer) in
      let changed: SignedIn?
      do throws(StorageError) {
        changed = try server.accounts.changePassword(of: signedIn, from: old, to: new)
      } catch { throw Self.notKept(error, server) }
      guard let changed else {
        throw ErrorAnswer(
          status: 401, code: "wrong_password", message: "The present password is another one.", field: "old")
      }
      return changed
    }
    return .later
  }

  func changeFace(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> HTTPReply {
    let signedIn = try signedIn(request, on: connection)
    let image = request.body
    guard let kind = FaceKind(image) else {
      throw ErrorAnswer(status: 415, code: "not_a_picture", message: "A PNG, JPEG or WebP picture is wanted.")
    }
    guard image.count <= FaceKind.mostBytes else {
      throw ErrorAnswer(
        status: 413, code: "picture_too_large", message: "A picture has at most 64 KiB.", limit: FaceKind.mostBytes)
    }
    answerLater(on: connection) { server throws(ErrorAnswer) in
      do throws(StorageError) {
        let name = try server.accounts.faces.keep(image, kind, of: signedIn.profile.id)
        let changed = try server.accounts.change(signedIn) { $0.face = name }
        server.tellTeam()
        return changed
      } catch { throw Self.notKept(error, server) }
    }
    return .later
  }

  /// Counted before it is looked at: of many tries at once no more are looked at than are allowed.
  private func takeTry(_ name: String, _ address: String, at now: Instant) throws(ErrorAnswer) {
    if let wait = server.accounts.takeTry(name: name, address: address, at: now) { throw Self.tooMany(wait) }
  }

  private func answerLater(
    on connection: Connection, _ work: @escaping @Sendable (Services) throws(ErrorAnswer) -> SignedIn
  ) {
    server.slow.run { [self] in answer(on: connection, work) }
  }

  /// The same in the line of those who wait for a password's hash; refused when that is full.
  private func answerHashed(
    on connection: Connection, _ work: @escaping @Sendable (Services) throws(ErrorAnswer) -> SignedIn
  ) throws(ErrorAnswer) {
    guard server.accounts.hashes.run({ [self] in answer(on: connection, work) }) else { throw Self.busy }
  }

  private func answer(on connection: Connection, _ work: (Services) throws(ErrorAnswer) -> SignedIn) {
    let isSecure = server.configuration.publicURL?.hasPrefix("https://") == true
    let response: HTTPResponse
    do throws(ErrorAnswer) {
      let signedIn = try work(server)
      var answer = described(signedIn)
      answer.headers.add("Set-Cookie", server.accounts.cookie(for: signedIn, isSecure: isSecure, at: Clock.calendar()))
      response = answer
    } catch { response = error.response }
    connection.post { $0.respond(response) }
  }

  private static let busy = ErrorAnswer(
    status: 503, code: "busy", message: "Many people sign in at this moment. Try again in a few seconds.",
    limit: HashLine.most, retryAfterSeconds: 3)

  private static func notKept(_ error: StorageError, _ server: Services) -> ErrorAnswer {
    // Removed, or signed out everywhere, while the change was on its way.
    if case .unknown = error { return notSignedIn }
    server.log.error("account not changed", metadata: ["error": "\(error)"])
    return ErrorAnswer(status: 507, code: "not_kept", message: "The change could not be written to disk.")
  }

  private static func tooMany(_ seconds: Int) -> ErrorAnswer {
    let minutes = (seconds + 59) / 60
    return ErrorAnswer(
      status: 429, code: "too_many_tries",
      message: "Too many tries. Try again in \(minutes) \(minutes == 1 ? "minute" : "minutes").",
      retryAfterSeconds: seconds)
  }
}
