import ChatDomain
import ChatWire
import EventLoops
import HTTPProtocol
import Networking
import Primitives
import WebSocketProtocol

/// The WebSockets' protocol for pages that no WebSocket reaches: `GET /sse/…` is what the server says, and
/// `POST /sse/…/{stream}` what the page says.
struct StreamAPI {
  let server: Services

  func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
    let path = request.path.dropFirst("/sse/".count).split(separator: "/", omittingEmptySubsequences: false)
    do throws(ErrorAnswer) {
      switch (request.method, path.first, path.count) {
      case (.get, "visitor", 1): return try openVisitor(request, on: connection)
      case (.get, "agent", 1): return try openAgent(request, on: connection)
      case (.post, "visitor", 2): return try take(request, on: try stream(path[1], of: .visitor), for: connection)
      case (.post, "agent", 2):
        guard let signedIn = server.accounts.signedIn(request, at: connection.loop.calendar) else {
          throw Self.notSignedIn
        }
        return try take(request, on: try stream(path[1], of: .agent(signedIn.profile.id)), for: connection)
      default: throw ErrorAnswer(status: 404, code: "not_found", message: "There is /sse/visitor and /sse/agent.")
      }
    } catch {
      return .respond(Self.readable(error.response))
    }
  }

  private func openVisitor(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> HTTPReply
  {
    try checkProtocol(request)
    let endpoint = Entrance(server: server).visitor(request, on: connection)
    return stream(endpoint, of: .visitor, request, on: connection)
  }

  private func openAgent(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> HTTPReply {
    try checkProtocol(request)
    let (endpoint, signedIn) = Entrance(server: server).agent(request, on: connection)
    return stream(endpoint, of: signedIn.map { .agent($0.profile.id) } ?? .nobody, request, on: connection)
  }

  private func stream(
    _ endpoint: any MessageHandler, of party: EventStreams.Party, _ request: HTTPRequest,
    on connection: isolated Connection
  ) -> HTTPReply {
    let origin = Origin.asking(request, connection, server.configuration)
    let handler = StreamedEndpoint(endpoint, of: party, origin: origin, in: server.streams)
    return .stream(
      EventStreamOpening(headers: Self.sharing, handler: handler) { StreamWire.bye($0.rawValue, reason: $1) })
  }

  private func stream(_ name: Substring, of party: EventStreams.Party) throws(ErrorAnswer) -> EventStreams.Stream {
    guard let stream = server.streams[String(name)], stream.party == party else { throw Self.gone }
    return stream
  }

  private func take(
    _ request: HTTPRequest, on stream: EventStreams.Stream, for connection: isolated Connection
  ) throws(ErrorAnswer) -> HTTPReply {
    guard request.headers["Origin"] ?? "" == stream.origin else {
      throw ErrorAnswer(status: 403, code: "wrong_origin", message: "This stream belongs to another page.")
    }
    let commands = try CommandLines(request.body).lines
    stream.connection.post { [connection] stream in
      let response = Self.answer(to: stream.receive(commands))
      connection.post { $0.respond(response) }
    }
    return .later
  }

  private static func answer(to outcome: Connection.Intaking) -> HTTPResponse {
    switch outcome {
    case .taken: HTTPResponse(204, headers: sharing)
    case .full: readable(readFirst.response)
    case .gone: readable(gone.response)
    }
  }

  /// As a browser offers subprotocols to a WebSocket; who names none takes what comes.
  private func checkProtocol(_ request: HTTPRequest) throws(ErrorAnswer) {
    guard let offered = request.query("protocol"), !offered.split(separator: ",").contains(Substring(Entrance.dialect))
    else { return }
    throw ErrorAnswer(
      status: 400, code: "bad_field", message: "\(Entrance.dialect) is spoken here.", field: "protocol")
  }

  private static let gone = ErrorAnswer(
    status: 410, code: "stream_gone", message: "This stream has ended: open another one.")
  private static let readFirst = ErrorAnswer(
    status: 429, code: "read_first", message: "Too much waits for you: read it, then say this again.",
    retryAfterSeconds: 1)
  private static let notSignedIn = ErrorAnswer(status: 401, code: "not_signed_in", message: "Please sign in.")

  /// Any page may read: what may be said is up to the stream's name and the Origin, and an agent's cookie is not sent along.
  private static let sharing: HTTPHeaders = ["Access-Control-Allow-Origin": "*"]

  private static func readable(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    for field in sharing.fields { response.headers.add(field.name, field.value) }
    return response
  }
}
