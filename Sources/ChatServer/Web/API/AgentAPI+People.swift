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
      keep(on: connection) { turn throws(StorageError) in try Self.exported(person, turn) }
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
    server.store.archive.change(factWith: key, of: person, to: text, by: agent, at: now) {
      [server, connection] result in
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
      return keep(on: connection) { turn throws(StorageError) in try Self.erased(person, called: name, turn) }
    }
    server.desk.post { [self] desk in
      guard desk.mayDecide(agent, on: talk), desk.desk.acquaintance(of: talk)?.person == person else {
        return connection.post { $0.respond(Self.ownersOnly.response) }
      }
      keep(on: connection) { turn throws(StorageError) in try Self.erased(person, called: name, turn) }
    }
  }

  private func card(of person: PersonID, _ order: String?, on connection: Connection) -> HTTPReply {
    server.store.archive.card(of: person, order: order) { [self, connection] result in
      let response: HTTPResponse
      do throws(StorageError) {
        guard let card = try result.get() else { throw .unknown("file on \(person)") }
        response = JSONAnswer.ok { $0.card(card) }
      } catch { response = refusal(error).response }
      connection.post { $0.respond(response) }
    }
    return .later
  }

  /// Answers with what the keeper does when it is free.
  private func keep(
    on connection: Connection, _ task: @escaping @Sendable (Keeping.Turn) throws(StorageError) -> HTTPResponse
  ) {
    server.keeping.whenFree { turn in
      let response: HTTPResponse
      do throws(StorageError) { response = try task(turn) } catch { response = refusal(error).response }
      connection.post { $0.respond(response) }
    }
  }

  private static let ownersOnly = ErrorAnswer(
    status: 403, code: "owners_only", message: "Only owners may do that, and for erasing the agent who had the talk.")

  private static let nobody = ErrorAnswer(
    status: 404, code: "not_found", message: "Nothing is held on such a person.")
}

extension AgentAPI {
  /// All that is held on a person, as one archive.
  private static func exported(_ person: PersonID, _ turn: Keeping.Turn) throws(StorageError) -> HTTPResponse {
    let parcel = Parcel()
    _ = try turn.export(person, into: parcel)
    return HTTPResponse(
      200,
      headers: [
        "Content-Type": "application/x-tar", "Content-Disposition": "attachment; filename=\"\(person).tar\"",
        "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
      ], body: parcel.archive)
  }

  /// Erases a person whose name was typed to confirm it.
  private static func erased(
    _ person: PersonID, called name: String, _ turn: Keeping.Turn
  ) throws(StorageError) -> HTTPResponse {
    guard try turn.names(of: person).contains(name) else { return otherName.response }
    let holdings = try turn.erase(person)
    return JSONAnswer.ok {
      $0.field("talks", holdings.talks.count)
      $0.field("files", holdings.files.count)
    }
  }

  private static let otherName = ErrorAnswer(
    status: 422, code: "bad_field", message: "That is not the name in their file.", field: "name")

  private func refusal(_ error: StorageError) -> ErrorAnswer {
    switch error {
    case .unknown: return Self.nobody
    case .openTalk:
      return ErrorAnswer(status: 409, code: "open_talk", message: "A talk with them has not ended. End it first.")
    default:
      server.log.error("person not handed out or erased", metadata: ["error": "\(error)"])
      return ErrorAnswer(status: 507, code: "not_kept", message: "The files could not be read or written.")
    }
  }
}
