import ChatDomain
import ChatWire
import EventLoops
import HTTPProtocol
import JSON
import Logging
import Networking
import Primitives
import Storage
import TranscriptFormat

// Files are read for all of them: never on a loop. Logged without what it is about.
extension AgentAPI {
  /// `people/{id}`, their card, and `people/{id}/facts/{key}`, to correct and to strike; for owners also `people/{id}/export` and
  /// `people/{id}/erase`.
  ///
  /// The agent whose talk with them `c` names may erase them, too.
  func person(_ path: Substring, _ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer)
    -> HTTPReply
  {
    let signedIn = try signedIn(request, on: connection)
    if request.method == .get, let person = PersonID(path) {
      return card(of: person, request.query("order"), on: connection)
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 3, parts[1] == "facts", let person = PersonID(parts[0]) {
      return try fact(String(parts[2]), of: person, request, by: signedIn, on: connection)
    }
    guard parts.count == 2, let person = PersonID(parts[0]) else { throw Self.nobody }
    switch (request.method, parts[1]) {
    case (.get, "export"):
      guard signedIn.role == .owner else { throw Self.ownersOnly }
      answer(on: connection) { server throws(ErrorAnswer) in try server.exported(person) }
    case (.post, "erase"): try erase(person, request, by: signedIn, on: connection)
    default: throw ErrorAnswer(status: 404, code: "not_found", message: "There is no such address in the API.")
    }
    return .later
  }

  /// PUT `{"text":…}` corrects the fact, DELETE strikes it.
  private func fact(
    _ key: String, of person: PersonID, _ request: HTTPRequest, by signedIn: SignedIn,
    on connection: isolated Connection
  ) throws(ErrorAnswer) -> HTTPReply {
    let text: String?
    switch request.method {
    case .delete: text = nil
    case .put: text = try Fields(request).text("text", limit: DomainLimits.fact)
    default: throw ErrorAnswer(status: 404, code: "not_found", message: "There is no such address in the API.")
    }
    if text?.isBlank == true {
      throw ErrorAnswer(status: 422, code: "bad_field", message: "text is empty.", field: "text")
    }
    let (agent, now) = (signedIn.profile.id, connection.loop.calendar)
    server.archive.change(factWith: key, of: person, to: text, by: agent, at: now) { [server, connection] result in
      let response: HTTPResponse
      switch result {
      case .success(true):
        server.desk.post { $0.introduceAgain(person) }
        response = HTTPResponse(204)
      case .success(false): response = Self.noSuchFact.response
      case .failure(let error):
        server.log.error("fact not changed", metadata: ["error": "\(error)"])
        response =
          ErrorAnswer(
            status: 507, code: "not_kept", message: "The change could not be written to disk."
          ).response
      }
      connection.post { $0.respond(response) }
    }
    return .later
  }

  private static let noSuchFact = ErrorAnswer(
    status: 404, code: "unknown_fact", message: "That fact was changed or struck meanwhile.")

  private func erase(
    _ person: PersonID, _ request: HTTPRequest, by agent: SignedIn, on connection: Connection
  ) throws(ErrorAnswer) {
    let fields = try Fields(request)
    let talk = fields.optional("c").flatMap { ConversationID($0) }
    guard agent.role == .owner || talk != nil else { throw Self.ownersOnly }
    let name = try fields.text("name", limit: DomainLimits.label)
    guard agent.role != .owner, let talk else {
      return answer(on: connection) { server throws(ErrorAnswer) in try server.erased(person, called: name) }
    }
    server.desk.post { [self] desk in
      guard desk.mayDecide(agent, on: talk), desk.desk.acquaintance(of: talk)?.person == person else {
        return connection.post { $0.respond(Self.ownersOnly.response) }
      }
      answer(on: connection) { server throws(ErrorAnswer) in try server.erased(person, called: name) }
    }
  }

  private func card(of person: PersonID, _ order: String?, on connection: Connection) -> HTTPReply {
    server.archive.card(of: person, order: order) { [server, connection] result in
      let response: HTTPResponse
      do throws(StorageError) {
        guard let card = try result.get() else { throw .unknown("file on \(person)") }
        response = JSONAnswer.ok { $0.card(card) }
      } catch { response = server.refusal(error).response }
      connection.post { $0.respond(response) }
    }
    return .later
  }

  private func answer(
    on connection: Connection, _ work: @escaping @Sendable (Services) throws(ErrorAnswer) -> HTTPResponse
  ) {
    server.keeping.run { [server] in
      let response: HTTPResponse
      do throws(ErrorAnswer) { response = try work(server) } catch { response = error.response }
      connection.post { $0.respond(response) }
    }
  }

  private static let ownersOnly = ErrorAnswer(
    status: 403, code: "owners_only", message: "Only owners may do that, and for erasing the agent who had the talk.")

  fileprivate static let nobody = ErrorAnswer(
    status: 404, code: "not_found", message: "Nothing is held on such a person.")
}

extension Services {
  /// All that is held on a person, as one archive.
  fileprivate func exported(_ person: PersonID) throws(ErrorAnswer) -> HTTPResponse {
    do throws(StorageError) {
      let (count, bytes) = try keeper.export(person)
      guard count > 0 else { throw .unknown("file on \(person)") }
      log.notice("person exported", metadata: ["files": "\(count)"])
      return HTTPResponse(
        200,
        headers: [
          "Content-Type": "application/x-tar", "Content-Disposition": "attachment; filename=\"\(person).tar\"",
          "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        ], body: bytes)
    } catch { throw refusal(error) }
  }

  /// Erases a person whose name was typed to confirm it.
  fileprivate func erased(_ person: PersonID, called name: String) throws(ErrorAnswer) -> HTTPResponse {
    do throws(StorageError) {
      guard try keeper.names(of: person).contains(name) else { return Self.otherName.response }
      let holdings = try keeper.erase(person, at: Clock.calendar()) { forget($0) }
      erased(holdings)
      return JSONAnswer.ok {
        $0.field("talks", holdings.talks.count)
        $0.field("files", holdings.files.count)
      }
    } catch { throw refusal(error) }
  }

  private static let otherName = ErrorAnswer(
    status: 422, code: "bad_field", message: "That is not the name in their file.", field: "name")

  fileprivate func refusal(_ error: StorageError) -> ErrorAnswer {
    switch error {
    case .unknown: return AgentAPI.nobody
    case .openTalk:
      return ErrorAnswer(status: 409, code: "open_talk", message: "A talk with them has not ended. End it first.")
    default:
      log.error("person not handed out or erased", metadata: ["error": "\(error)"])
      return ErrorAnswer(status: 507, code: "not_kept", message: "The files could not be read or written.")
    }
  }
}
