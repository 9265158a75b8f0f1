import ChatDomain
import EventLoops
import HTTPProtocol
import JSON
import Networking
import Primitives
import Storage
import WebSocketProtocol

/// Which path leads where, for visitors and agents.
struct ChatApplication: Application {
  let server: Services
  let pages: PublicPages
  let version: String

  func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
    server.watches.proxies.look(at: request, on: connection)
    return switch (request.method, request.path) {
    case (.get, "/ws/visitor"): upgrade(to: Entrance(server: server).visitor(request, on: connection))
    case (.get, "/ws/agent"): upgrade(to: Entrance(server: server).agent(request, on: connection).0)
    case (_, let path) where path.hasPrefix("/sse/"): StreamAPI(server: server).received(request, on: connection)
    case (_, let path) where path.hasPrefix("/api/v1/"): AgentAPI(server: server).received(request, on: connection)
    case (.get, _), (.head, _): .respond(read(request, on: connection))
    default: .respond(.onlyRead)
    }
  }

  private func read(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPResponse {
    switch request.path {
    case "/": HTTPResponse(302, headers: ["Location": "/console/"])
    case "/widget.js": launcher(request, on: connection)
    case "/livez": HTTPResponse(200, text: "alive\n")
    case "/readyz": HTTPResponse(200, text: "ready\n")
    case "/health": health(on: connection)
    case "/console": HTTPResponse(308, headers: ["Location": "/console/"])
    default: file(request)
    }
  }

  private func launcher(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPResponse {
    let name = request.query("site")
    let site = name.flatMap { SiteID($0) }.flatMap { server.shop.sites.site($0) }
    if let name, site == nil { return .unknownSite(name, to: request) }
    return pages.now.widget.response(
      to: request, site: site, base: Origin.own(request, connection, server.configuration),
      here: server.publicState.now.here, now: connection.loop.calendar)
  }

  private func health(on connection: isolated Connection) -> HTTPResponse {
    let (verdict, body) = server.health(version, on: connection.loop)
    return HTTPResponse(
      verdict == .fail ? 503 : 200,
      headers: Health.headers, body: body)
  }

  private func file(_ request: HTTPRequest) -> HTTPResponse {
    if request.path.hasPrefix("/v/") { return versioned(request) }
    let name = request.path == "/console/" ? "console/index.html" : String(request.path.dropFirst())
    let isShown = ["console/", "shared/", "api/"].contains { name.hasPrefix($0) }
    guard isShown, let file = pages.now.folder.file(name) else {
      return .nothingHere
    }
    var response = file.response(to: request, caching: "no-cache")
    for (name, value) in PageSecurity.console { response.headers.add(name, value) }
    return response
  }

  /// `/v/VERSION/NAME`: a page of another version is led to the file of that name in this one.
  ///
  /// By a redirect, because a module's own imports are looked for beside the address it came from in the end: so they
  /// are all of one version.
  private func versioned(_ request: HTTPRequest) -> HTTPResponse {
    let parts = request.path.dropFirst("/v/".count).split(separator: "/", maxSplits: 1)
    let folder = pages.now.folder
    var response: HTTPResponse
    if parts.count == 2, let file = folder.file(String(parts[1])) {
      if parts[0] == folder.version {
        // The version is made of the bytes, so what stands under it never changes.
        response = file.response(to: request, caching: "public, max-age=31536000, immutable")
      } else {
        let query = request.rawQuery.isEmpty ? "" : "?\(request.rawQuery)"
        response = HTTPResponse(
          307, headers: ["Location": "/v/\(folder.version)/\(parts[1])\(query)", "Cache-Control": "no-store"])
      }
    } else {
      response = .nothingHere
    }
    response.headers.add("Access-Control-Allow-Origin", "*")
    return response
  }

  private func upgrade(to endpoint: any MessageHandler) -> HTTPReply {
    .upgrade(WebSocketUpgrade(subprotocol: Entrance.dialect, limits: WebSocketLimits(), handler: endpoint))
  }
}

extension HTTPResponse {
  fileprivate static var nothingHere: HTTPResponse { HTTPResponse(404, text: "There is nothing here.\n") }

  /// The answer to a tag that names a site which is not there.
  ///
  /// Browsers run no script that comes with 404, and so the reason would reach no log: a tag gets a script that says it.
  fileprivate static func unknownSite(_ name: String, to request: HTTPRequest) -> HTTPResponse {
    let reason = "There is no site '\(name.prefix(64))' here."
    guard request.headers["Sec-Fetch-Dest"] == "script" else { return HTTPResponse(404, text: "// \(reason)\n") }
    var text = JSONWriter(escaping: .script)
    text.object { $0.field("reason", "Second Ring: \(reason) Its file would be sites/\(name.prefix(64)).json.") }
    return HTTPResponse(
      200,
      headers: [
        "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
      ], body: Array("console.warn((".utf8) + text.bytes + Array(").reason);\n".utf8))
  }
}

/// What browsers are told to refuse on the console's pages.
enum PageSecurity {
  static let console = [
    (
      "Content-Security-Policy",
      "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]
}
