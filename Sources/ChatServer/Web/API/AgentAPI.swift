import ChatDomain
import EventLoops
import HTTPProtocol
import JSON
import Logging
import Networking
import Primitives
import Storage
import TranscriptFormat

/// The JSON API for agents, `/api/v1/…`: signing in and out, their password and face, and past talks to read.
struct AgentAPI {
  let server: Services

  func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
    do throws(ErrorAnswer) {
      // Browsers name the page that asks; another site's page gets nothing done here.
      if let origin = request.headers["Origin"], request.method != .get,
        origin != Origin.own(request, connection, server.configuration)
      {
        throw wrongOrigin(origin, own: Origin.own(request, connection, server.configuration))
      }
      return try route(request, on: connection)
    } catch {
      return .respond(error.response)
    }
  }

  /// A page of ours behind a proxy that hides its address is told what to set; any other page only that it is another's.
  private func wrongOrigin(_ origin: String, own: String) -> ErrorAnswer {
    let advice =
      server.configuration.publicURL == nil
      ? " If this is the console, start the server with --public-url \(origin.prefix(256))"
        + " and, behind a proxy, --trusted-proxies with the proxy's address."
      : ""
    return ErrorAnswer(
      status: 403, code: "wrong_origin",
      message:
        "This page may not do that: the server is reached at \(own.prefix(256)), the page at another address.\(advice)")
  }

  private func route(
    _ request: HTTPRequest, on connection: isolated Connection
  ) throws(ErrorAnswer) -> HTTPReply {
    let path = request.path.dropFirst("/api/v1/".count)
    switch (request.method, path) {
    case (.post, "session"): return try signIn(request, on: connection)
    case (.post, "session/link"): return try spendLink(request, on: connection)
    case (.post, "session/link/owner"): return try linkOwner(request, on: connection)
    case (.delete, "session"): return .respond(signedOut())
    case (.get, "me"): return .respond(described(try signedIn(request, on: connection)))
    case (.post, "me/password"): return try changePassword(request, on: connection)
    case (.put, "me/face"): return try changeFace(request, on: connection)
    case (.get, "promise"): return try promise(request, on: connection)
    case (.get, "search"): return try search(request, on: connection)
    case (_, _) where path.hasPrefix("people/"):
      return try person(path.dropFirst("people/".count), request, on: connection)
    case (.get, _) where path.hasPrefix("faces/"): return face(path.dropFirst("faces/".count), on: connection)
    case (.get, _) where path.hasPrefix("transcripts/"):
      return try transcript(path.dropFirst("transcripts/".count), request, on: connection)
    default: throw ErrorAnswer(status: 404, code: "not_found", message: "There is no such address in the API.")
    }
  }

  func signedIn(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> SignedIn {
    guard let signedIn = server.accounts.signedIn(request, at: connection.loop.calendar) else {
      throw Self.notSignedIn
    }
    return signedIn
  }

  static let notRead = ErrorAnswer(status: 507, code: "not_read", message: "The file could not be read from the disk.")
  static let notSignedIn = ErrorAnswer(status: 401, code: "not_signed_in", message: "Please sign in.")

  func described(_ signedIn: SignedIn) -> HTTPResponse {
    JSONAnswer.ok { fields in
      fields.field("id", signedIn.profile.id.text)
      fields.field("name", signedIn.profile.name)
      fields.field("role", signedIn.role.rawValue)
      fields.field("face", signedIn.profile.face)
      fields.field("hasPassword", signedIn.hasPassword)
    }
  }

  private func signedOut() -> HTTPResponse {
    var response = HTTPResponse(204)
    response.headers.add("Set-Cookie", server.accounts.expiredCookie)
    return response
  }

  private func face(_ name: Substring, on connection: isolated Connection) -> HTTPReply {
    let (faces, log, name) = (server.accounts.faces, server.log, String(name))
    server.slow.run { [connection] in
      let none = ErrorAnswer(status: 404, code: "not_found", message: "There is no such picture.").response
      let response: HTTPResponse
      do throws(StorageError) { response = try faces.response(name) ?? none } catch {
        log.error("picture not read", metadata: ["error": "\(error)"])
        response = Self.notRead.response
      }
      connection.post { $0.respond(response) }
    }
    return .later
  }

  private func promise(
    _ request: HTTPRequest, on connection: isolated Connection
  ) throws(ErrorAnswer) -> HTTPReply {
    _ = try signedIn(request, on: connection)
    server.promise.book { [connection] book in
      connection.post { $0.respond(PromiseAnswer.response(book, at: $0.loop.calendar)) }
    }
    return .later
  }

  private func transcript(
    _ name: Substring, _ request: HTTPRequest, on connection: isolated Connection
  ) throws(ErrorAnswer) -> HTTPReply {
    _ = try signedIn(request, on: connection)
    guard let conversation = ConversationID(name) else { throw TranscriptAnswer.none }
    server.store.archive.lines(of: conversation) { [connection, log = server.log] result in
      if case .failure(let error) = result { log.error("lines not read", metadata: ["error": "\(error)"]) }
      let response = TranscriptAnswer.response(result)
      connection.post { $0.respond(response) }
    }
    return .later
  }
}
