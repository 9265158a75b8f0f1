import ChatDomain
import EventLoops
import HTTPProtocol
import Networking
import Primitives
import TranscriptFormat
import WebSocketProtocol

/// Who comes in, and why somebody doesn't; the same for a WebSocket and for a stream of events.
struct Entrance {
  /// The name of what is spoken behind it.
  static let dialect = "secondring.1"

  let server: Services

  func visitor(_ request: HTTPRequest, on connection: isolated Connection) -> VisitorEndpoint {
    let site = request.query("site").flatMap { SiteID($0) }.flatMap { server.shop.sites.site($0) }
    let origin = Origin.asking(request, connection, server.configuration)
    let refusal: CloseCode? =
      switch site {
      case nil: .unknownSite
      case let site? where !site.allows(origin: origin): .originNotAllowed
      default: nil
      }
    return VisitorEndpoint(site: site, refusal: refusal, server: server, on: connection)
  }

  func agent(_ request: HTTPRequest, on connection: isolated Connection) -> (AgentEndpoint, SignedIn?) {
    // A cookie travels with any page's request: the exact Origin is what proves that our console asks.
    let isOurs =
      Origin.asking(request, connection, server.configuration)
      == Origin.own(request, connection, server.configuration)
    let signedIn = isOurs ? server.accounts.signedIn(request, at: connection.loop.calendar) : nil
    let endpoint = AgentEndpoint(
      signedIn, refusal: isOurs ? .notSignedIn : .originNotAllowed, server: server, on: connection)
    return (endpoint, signedIn)
  }
}
