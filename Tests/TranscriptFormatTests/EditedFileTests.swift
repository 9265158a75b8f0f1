import ChatDomain
import Primitives
import Testing
import TranscriptFormat

@Suite struct EditedFileTests {
  func fault(_ text: String) -> String {
    do throws(FileFault) {
      _ = try AgentFile(Array(text.utf8), id: Samples.anna)
      return ""
    } catch { return error.description }
  }

  @Test func `an agent comes back as written`() throws {
    var agent = AgentFile(id: Samples.anna, name: "Anna \"A\" Ø", role: .owner, password: "$scrypt$x")
    (agent.generation, agent.capacity, agent.face) = (7, 3, "anna.png")
    (agent.onCall, agent.rota) = (true, ["mon-fri 09:00-17:00", "sat 10:00-14:00"])
    #expect(try AgentFile(agent.bytes, id: Samples.anna) == agent)
  }

  @Test(arguments: [
    (#"{"name":"Anna"}"#, ""), ("{", "line 1: not JSON at column 2"), ("[]", "line 1: must be one object: { … }"),
    ("{}", "\"name\": is missing"), ("{\n\"name\": 7}", "line 2, \"name\": must be a text in quotes"),
    ("{\"name\":\"A\",\n\n\"capacity\": 0}", "line 3, \"capacity\": must be a whole number from 1 to 50"),
    (#"{"name":"A","onCall":"yes"}"#, #"line 1, "onCall": must be true or false"#),
    (
      #"{"name":"A","rota":["at nine"]}"#,
      #"line 1, "rota": "at nine" must look like mon-fri 09:00-17:00 or sat 10:00-14:00"#
    ), (#"{"name":"A","role":"boss"}"#, #"line 1, "role": must be "owner" or "agent""#),
    (#"{"name":"A","id":"ben"}"#, #"line 1, "id": must be "anna", as the file is called"#),
  ]) func `a mistake is named with its line and field`(text: String, problem: String) {
    #expect(fault(text) == problem)
  }

  @Test func `fields of other names are kept byte for byte when a file is rewritten`() throws {
    let text = #"{"name": "Anna", "pronouns" : "she", "week": {"mon": [9.50, 17], "x":null}, "role": "owner"}"#
    var agent = try AgentFile(Array(text.utf8), id: Samples.anna)
    agent.capacity = 4
    let rewritten = String(decoding: agent.bytes, as: UTF8.self)
    #expect(rewritten.contains("  \"pronouns\": \"she\",\n  \"week\": {\"mon\": [9.50, 17], \"x\":null}\n}\n"))
    #expect(try AgentFile(agent.bytes, id: Samples.anna) == agent)
    let id: SiteID = Samples.slug("shop")
    let site = try SiteFile(Array(#"{"name":"Shop","hours":"9-17"}"#.utf8), id: id)
    #expect(String(decoding: site.bytes, as: UTF8.self).contains(#""hours": "9-17""#))
    #expect(try SiteFile(site.bytes, id: id) == site)
  }

  @Test func `a site comes back as written`() throws {
    let id: SiteID = Samples.slug("shop")
    var site = SiteFile(
      id: id, name: "Pens & Ink",
      origins: [try SiteOrigin("https://shop.example"), try SiteOrigin("http://localhost:8080")],
      secret: "s")
    site.words = ["title": "Talk to us"]
    site.ringSeconds = 8
    (site.secondSecret, site.customers, site.identified) = ("t", "music", .somewhere)
    #expect(try SiteFile(site.bytes, id: id) == site)
  }

  @Test func `a site has customers of its own unless it names a book`() throws {
    let id: SiteID = Samples.slug("shop")
    #expect(try SiteFile(Array(#"{"name":"Shop"}"#.utf8), id: id).book == "shop")
    #expect(try SiteFile(Array(#"{"name":"Shop","customers":"music"}"#.utf8), id: id).book == "music")
    for (field, value) in [("customers", "Two words"), ("customers", ""), ("identified", "everywhere")] {
      #expect(throws: FileFault.self, "\(field)") {
        try SiteFile(Array(#"{"name":"Shop","\#(field)":"\#(value)"}"#.utf8), id: id)
      }
    }
  }

  @Test func `settings come back as written, and a short key is refused`() throws {
    let settings = SettingsFile(cookieKey: [UInt8](repeating: 0xAB, count: 32), publicURL: "https://chat.example")
    #expect(try SettingsFile(settings.bytes) == settings)
    #expect(throws: FileFault.self) { try SettingsFile(Array(#"{"cookieKey":"abcd"}"#.utf8)) }
    let key = String(repeating: "ab", count: 32)
    let edited = try SettingsFile(Array(#"{"cookieKey":"\#(key)","attentionSeconds":90}"#.utf8))
    #expect(edited.attentionSeconds == 90)
    for wrong in [#"["pager"]"#, #""/bin/pager""#, #"["/bin/pager\u0000"]"#, "[1]"] {
      let file = Array(#"{"cookieKey":"\#(key)","onCallCommand":\#(wrong)}"#.utf8)
      #expect { try SettingsFile(file) } throws: { ($0 as? FileFault)?.field == "onCallCommand" }
    }
    for wrong in ["0", "86401", "1.5", "\"ten\"", "null"] {
      let file = Array(#"{"cookieKey":"\#(key)","attentionSeconds":\#(wrong)}"#.utf8)
      #expect { try SettingsFile(file) } throws: { ($0 as? FileFault)?.field == "attentionSeconds" }
    }
    let zoned = try SettingsFile(Array(#"{"cookieKey":"\#(key)","timeZone":"America/Port-au-Prince"}"#.utf8))
    #expect(zoned.timeZone == "America/Port-au-Prince")
    #expect(try SettingsFile(zoned.bytes) == zoned)
    for wrong in ["5", #""Oslo""#, #""/etc/localtime""#, #"":Europe/Oslo""#, #""CET-1CEST,M3.5.0""#] {
      let file = Array(#"{"cookieKey":"\#(key)","timeZone":\#(wrong)}"#.utf8)
      #expect { try SettingsFile(file) } throws: { ($0 as? FileFault)?.field == "timeZone" }
    }
  }

  @Test func `a link is good once and not for ever`() throws {
    var links = LinksFile()
    links.add(hash: "a", agent: Samples.anna, expires: Samples.start + .seconds(900), now: Samples.start)
    links.add(hash: "b", agent: Samples.anna, expires: Samples.start + .seconds(900), now: Samples.start)
    links = try LinksFile(links.bytes)
    #expect(links.spend(hash: "a", now: Samples.start) == Samples.anna)
    #expect(links.spend(hash: "a", now: Samples.start) == nil)
    #expect(links.spend(hash: "b", now: Samples.start + .seconds(900)) == nil)
    #expect(links.links.isEmpty)
  }

  @Test func `orders come back as written`() throws {
    let orders = [
      Order(number: "7", date: "2026-11-20", title: "Ink, \"blue\"", quantity: 2, total: "€ 34.00", status: "sent"),
      Order(number: "8", date: "2026-11-21", title: "Pen", quantity: 1, total: "", status: ""),
    ]
    #expect(try OrderLine.decoded(file: orders.flatMap { OrderLine.encoded($0) }) == orders)
    #expect(throws: FileFault(line: 2, field: "number", problem: "is missing")) {
      try OrderLine.decoded(file: Array("\n{}\n".utf8))
    }
  }
}
