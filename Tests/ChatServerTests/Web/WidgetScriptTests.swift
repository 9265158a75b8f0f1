import ChatDomain
import ChatServer
import HTTPProtocol
import JSON
import Primitives
import Testing
import TranscriptFormat

struct WidgetScriptTests {
  private let now = Instant(milliseconds: 1_795_356_127_512)
  private let pages = TestPublic()

  private func widget() throws -> WidgetScript { try WidgetScript(try PublicFolder(path: pages.path)) }

  private func site(_ name: String) throws -> SiteFile {
    var site = SiteFile(id: try #require(SiteID("harbour")), name: name, secret: "do not tell")
    site.words = ["talk": "Ahoy"]
    return site
  }

  private func anna(_ name: String = "Anna") throws -> Profile {
    Profile(id: try #require(AgentID("anna")), name: name, face: "/api/v1/faces/a.png")
  }

  private func script(_ site: SiteFile?, _ here: [Profile], _ headers: HTTPHeaders = [:]) throws -> HTTPResponse {
    try widget().response(
      to: HTTPRequest(.get, "/widget.js", headers: headers), site: site, base: "https://chat.example", here: here,
      now: now)
  }

  private func state(_ response: HTTPResponse) throws -> JSONValue {
    let text = String(decoding: response.body, as: UTF8.self)
    let inner = try #require(text.split(separator: "tell(").last?.split(separator: ");rest").first)
    return try JSONValue(Array(inner.utf8))
  }

  @Test func `the state says where the server is, which site this is and who is here`() throws {
    let response = try script(site("Harbour Records"), [anna()])
    let state = try state(response)
    #expect(state["base"]?.string == "https://chat.example")
    #expect(state["v"]?.string == "/v/\(try PublicFolder(path: pages.path).version)")
    #expect(state["site"]?["id"]?.string == "harbour")
    #expect(state["site"]?["name"]?.string == "Harbour Records")
    #expect(state["site"]?["words"]?["talk"]?.string == "Ahoy")
    #expect(state["here"]?.elements?.compactMap { $0["name"]?.string } == ["Anna"])
    #expect(state["at"]?.int == 1_795_356_120_000)
    #expect(response.headers["Cache-Control"] == "public, max-age=60")
    #expect(response.headers["Access-Control-Allow-Origin"] == "*")
    #expect(!String(decoding: response.body, as: UTF8.self).contains("do not tell"))
  }

  @Test func `without a site the script is neutral`() throws {
    let state = try state(try script(nil, []))
    guard case .null = state["site"]?.content else {
      Issue.record("a site where none was asked for")
      return
    }
  }

  @Test(arguments: [
    "</script><script>alert(1)</script>", "\u{2028}\u{2029}", "\"\\\n\r\u{0}", "<!--", "]]>", "a\u{301}🎷", "*/null/*",
  ])
  func `no name can end the script or the string it stands in`(name: String) throws {
    let response = try script(site(name), [anna(name)])
    let text = String(decoding: response.body, as: UTF8.self)
    for mark in ["</script", "<!--", "\u{2028}", "\u{2029}", "\u{0}"] {
      #expect(!text.contains(mark), "the script contains \(mark)")
    }
    let state = try state(response)
    #expect(state["site"]?["name"]?.string == name)
    #expect(state["here"]?.elements?.first?["name"]?.string == name)
  }

  @Test func `each state has a tag of its own, and who holds it gets 304`() throws {
    let alone = try script(site("Harbour"), [])
    let withAnna = try script(site("Harbour"), [anna()])
    #expect(alone.headers["ETag"] != withAnna.headers["ETag"])
    let tag = try #require(withAnna.headers["ETag"])
    #expect(try script(site("Harbour"), [anna()], ["If-None-Match": tag]).status == 304)
    #expect(try script(site("Harbour"), [], ["If-None-Match": tag]).status == 200)
  }

  @Test func `a site whose file changed is told anew at once`() throws {
    let widget = try widget()
    func name(_ site: SiteFile) throws -> String? {
      let response = widget.response(
        to: HTTPRequest(.get, "/widget.js"), site: site, base: "https://chat.example", here: [], now: now)
      return try state(response)["site"]?["name"]?.string
    }
    #expect(try name(site("Harbour")) == "Harbour")
    #expect(try name(site("Harbour Records")) == "Harbour Records")
  }

  @Test(arguments: ["", "no mark", "/*STATE*/null/*STATE*/ and /*STATE*/null/*STATE*/"])
  func `a template without one place for the state is refused by name`(template: String) throws {
    pages.write("widget.js", template)
    let error = #expect(throws: ConfigurationError.self) { try widget() }
    #expect(error?.description.contains("widget.js") == true)
  }
}
