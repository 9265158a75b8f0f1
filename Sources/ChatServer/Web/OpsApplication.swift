import EventLoops
import HTTPProtocol
import Networking

/// What operators read, on a listener of its own: `/metrics` and the health addresses.
struct OpsApplication: Application {
  let server: Services
  let version: String

  func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
    guard request.method == .get || request.method == .head else {
      return .respond(.onlyRead)
    }
    let now = server.publicState.now
    switch request.path {
    case "/metrics":
      return .respond(
        HTTPResponse(
          200,
          headers: [
            "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "X-Content-Type-Options": "nosniff",
          ],
          body: Array(
            server.metrics.rendered(
              now, server.watches.storage.reading(at: connection.loop.now), at: connection.loop.now
            ).utf8)))
    case "/livez": return .respond(HTTPResponse(200, text: "alive\n"))
    case "/readyz": return .respond(HTTPResponse(200, text: "ready\n"))
    case "/health":
      let (verdict, body) = server.health(version, on: connection.loop)
      return .respond(
        HTTPResponse(
          verdict == .fail ? 503 : 200, headers: Health.headers, body: body))
    default: return .respond(HTTPResponse(404, text: "There is /metrics, /health, /livez and /readyz.\n"))
    }
  }
}
