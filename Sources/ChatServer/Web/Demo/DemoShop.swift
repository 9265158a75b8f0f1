import ChatDomain
import EventLoops
import HTTPProtocol
import JSON
import Networking
import Primitives
import Storage
import TranscriptFormat

/// The demo shop: a small record shop on an origin of its own, whose page signs who is logged in, as a real shop's would.
struct DemoShop: Application {
  private static let pages = [
    "/": "index.html", "/orders": "orders.html", "/help": "help.html",
    "/box-sets/nina-simone": "box-sets/nina-simone.html", "/records/mingus-ah-um": "records/mingus-ah-um.html",
  ]

  let server: Services
  let pages: PublicPages
  private let site: SiteID
  private let customers: [DemoCustomer]

  /// The shop's customers are those of its own orders file; its site is the one that the demo data made.
  init(server: Services, pages: PublicPages) throws(ConfigurationError) {
    guard let site = SiteID("harbour"), server.shop.sites.site(site) != nil,
      let orders = pages.now.folder.file("demo/orders.csv")
    else {
      throw .noDemoData
    }
    (self.server, self.pages, self.site) = (server, pages, site)
    customers = DemoCustomer.all(OrderImport(csv: orders.plain))
  }

  func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
    guard request.method == .get || request.method == .head else {
      return .respond(.onlyRead)
    }
    if request.path == "/sign-in" { return .respond(signIn(request)) }
    let name = Self.pages[request.path] ?? String(request.path.dropFirst())
    guard let file = pages.now.folder.file("demo/" + name), !name.hasSuffix(".csv") else {
      return .respond(HTTPResponse(404, text: "This shelf is empty.\n"))
    }
    guard name.hasSuffix(".html") || name == "shop.js" else {
      return .respond(file.response(to: request, caching: "no-cache"))
    }
    return .respond(page(file, request, on: connection))
  }

  private func signIn(_ request: HTTPRequest) -> HTTPResponse {
    let customer = request.query("as").flatMap { id in customers.first { $0.id == id } }
    let cookie =
      customer.map { "customer=\($0.id); Path=/; SameSite=Lax" } ?? "customer=; Path=/; Max-Age=0; SameSite=Lax"
    return HTTPResponse(303, headers: ["Location": "/", "Set-Cookie": cookie, "Cache-Control": "no-store"])
  }

  private func page(_ file: StaticFile, _ request: HTTPRequest, on connection: isolated Connection) -> HTTPResponse {
    let customer = request.cookie("customer").flatMap { id in customers.first { $0.id == id } }
    let chat =
      server.configuration.publicURL
      ?? "\(server.configuration.tls.isEmpty ? "http" : "https")://\(server.configuration.listen)"
    var text = String(decoding: file.plain, as: UTF8.self)
    let marks: KeyValuePairs = [
      "{{chat}}": chat, "{{site}}": site.text, "{{customer}}": described(customer, connection.loop.calendar),
    ]
    for (mark, value) in marks {
      text = text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: value)
    }
    let headers: HTTPHeaders = [
      "Content-Type": file.type, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
      // What a careful shop would say: the widget must live under it.
      "Content-Security-Policy":
        "default-src 'self'; script-src 'self' \(chat); connect-src \(chat) \(webSocket(chat)); img-src 'self' data: \(chat)",
    ]
    return HTTPResponse(200, headers: headers, body: Array(text.utf8))
  }

  private func webSocket(_ origin: String) -> String { "ws" + origin.dropFirst("http".count) }

  private func described(_ customer: DemoCustomer?, _ now: Instant) -> String {
    guard let customer, let secret = server.shop.sites.site(site)?.secret else { return "null" }
    var text = JSONWriter(escaping: .script)
    text.object { fields in
      fields.field("id", customer.id)
      fields.field("name", customer.name)
      fields.field("token", customer.token(secret: secret, at: now))
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
