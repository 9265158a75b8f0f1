import ChatDomain
import ChatServer
import ChatTesting
import Primitives
import Secrets
import Storage
import Testing
import TranscriptFormat

struct AdministrationTests {
  private let folder = TemporaryFolder()

  @discardableResult
  private func ask(_ verb: String, _ options: [String: [String]] = [:]) -> ControlReply {
    Administration.carryOut(ControlRequest(verb, options), dataFolder: folder.path)
  }

  private func agent(_ id: String) throws -> AgentFile? {
    try (try DataFolder.open(folder.path)).team.agent(try #require(AgentID(id)))
  }

  @Test func `an agent is added with a name, a role, a capacity and a password`() throws {
    let reply = ask(
      "agent add",
      ["id": ["tom"], "name": ["Tom Ø"], "role": ["owner"], "capacity": ["5"], "password": ["correct horse"]])
    #expect(reply.exit == 0)
    #expect(reply.output.contains("Tom Ø"))
    let tom = try #require(try agent("tom"))
    #expect((tom.name, tom.role, tom.capacity) == ("Tom Ø", .owner, 5))
    #expect(Password.verify("correct horse", against: tom.password))
    #expect(TestFile.text("\(folder.path)/team/tom.json")?.contains("correct horse") == false)
  }

  @Test func `an agent without a name is called by their id`() throws {
    ask("agent add", ["id": ["anna"]])
    let anna = try #require(try agent("anna"))
    #expect((anna.name, anna.role, anna.password) == ("Anna", .agent, nil))
  }

  @Test func `nobody is added twice`() {
    #expect(ask("agent add", ["id": ["anna"]]).exit == 0)
    let reply = ask("agent add", ["id": ["anna"], "name": ["Another"]])
    #expect(reply.exit == 1)
    #expect(reply.errors.contains("anna"))
    #expect(ask("agent list").output == "anna\tagent\tAnna\n")
  }

  @Test(arguments: ["", "Anna", "../anna", "a b", "-a", String(repeating: "a", count: 33)])
  func `a name that is none is refused by its text`(id: String) {
    for verb in ["agent add", "agent remove", "agent password", "agent link"] {
      let reply = ask(verb, ["id": [id], "password": ["long enough"]])
      #expect(reply.exit == 1)
      #expect(reply.errors.contains("'\(id)'"), "\(verb): \(reply.errors)")
    }
  }

  @Test(arguments: ["0", "51", "many", "-1"])
  func `a capacity that is none is refused by its range`(capacity: String) throws {
    let reply = ask("agent add", ["id": ["anna"], "capacity": [capacity]])
    #expect(reply.exit == 1)
    #expect(reply.errors.contains("capacity"))
    #expect(reply.errors.contains("50"))
    #expect(try agent("anna") == nil)
  }

  @Test func `a role that is none is refused`() throws {
    let reply = ask("agent add", ["id": ["anna"], "role": ["boss"]])
    #expect(reply.exit == 1)
    #expect(reply.errors.contains("'boss'"))
    #expect(try agent("anna") == nil)
  }

  @Test func `a password too short or too long to be used is refused`() throws {
    for password in ["", "short", String(repeating: "x", count: Password.mostBytes + 1)] {
      let reply = ask("agent add", ["id": ["anna"], "password": [password]])
      #expect(reply.exit == 1)
      #expect(reply.errors.contains("password"))
      #expect(try agent("anna") == nil)
    }
  }

  @Test func `a new password signs out everywhere`() throws {
    ask("agent add", ["id": ["anna"], "password": ["the first one"]])
    let before = try #require(try agent("anna"))
    #expect(ask("agent password", ["id": ["anna"], "password": ["the second one"]]).exit == 0)
    let after = try #require(try agent("anna"))
    #expect(after.generation == before.generation + 1)
    #expect(Password.verify("the second one", against: after.password))
  }

  @Test func `a password of nobody, a link of nobody and the removal of nobody are errors`() {
    for verb in ["agent password", "agent link", "agent remove"] {
      let reply = ask(verb, ["id": ["ghost"], "password": ["long enough"]])
      #expect(reply.exit == 1)
      #expect(reply.errors.contains("ghost"))
    }
  }

  @Test func `who is removed is gone with their links`() throws {
    ask("agent add", ["id": ["anna"]])
    let link = ask("agent link", ["id": ["anna"]]).output
    #expect(ask("agent remove", ["id": ["anna"]]).exit == 0)
    #expect(try agent("anna") == nil)
    ask("agent add", ["id": ["anna"]])
    let token = try #require(link.split(separator: "#link=").last).dropLast()
    let team = (try DataFolder.open(folder.path)).team
    #expect(try team.spendLink(hash: OneTimeToken.hash(of: String(token)), now: Instant(milliseconds: 0)) == nil)
  }

  @Test func `a link carries its token in the fragment, and the folder keeps only a hash`() throws {
    ask("agent add", ["id": ["anna"]])
    let link = ask("agent link", ["id": ["anna"], "public-url": ["https://chat.example/"]]).output
    #expect(link.hasPrefix("https://chat.example/console/#link="))
    let token = String(try #require(link.split(separator: "#link=").last).dropLast())
    #expect(token.utf8.count == 43)
    let links = try #require(TestFile.text("\(folder.path)/team/links.json"))
    #expect(!links.contains(token))
    #expect(links.contains(OneTimeToken.hash(of: token)))
  }

  @Test func `a new site's tag names the address that is known`() {
    let reply = ask("site add", ["id": ["shop"], "public-url": ["https://chat.shop.example/"]])
    #expect(reply.output.contains("src=\"https://chat.shop.example/widget.js?site=shop\""))
  }

  @Test func `a site is added once, with a secret of its own`() throws {
    let reply = ask("site add", ["id": ["shop"], "name": ["The Shop"], "origin": ["https://shop.example"]])
    #expect(reply.exit == 0)
    #expect(reply.output.contains("widget.js?site=shop"))
    let id = try #require(SiteID("shop"))
    let site = try #require(try (try DataFolder.open(folder.path)).sites.site(id))
    #expect((site.name, site.origins.map(\.description)) == ("The Shop", ["https://shop.example"]))
    #expect(site.secret.utf8.count == 64)
    #expect(reply.output.contains(site.secret))
    #expect(ask("site add", ["id": ["shop"]]).exit == 1)
    #expect(ask("site list").output == "shop\tThe Shop\thttps://shop.example\n")
  }

  @Test(arguments: ["shop.example", "https://shop.example/", "https://Shop.example", "https://", "*"])
  func `an origin that is none is refused by its text`(origin: String) {
    let reply = ask("site add", ["id": ["shop"], "origin": ["https://good.example", origin]])
    #expect(reply.exit == 1)
    #expect(reply.errors.contains("'\(origin)'"))
    #expect(ask("site list").output == "")
  }

  @Test func `orders are taken in whole, and a bad line by number and nothing of it`() {
    let good = "customer,order,date,title\nmaren,1,2026-01-02,Pastel Blues\n"
    let bad = good + "elif,2,tomorrow,Ptah\n"
    let refused = ask("import orders", ["file": ["orders.csv"], "csv": [bad]])
    #expect(refused.exit == 1)
    #expect(refused.errors.contains("orders.csv: line 3, \"date\""))
    #expect(TestFile.names(in: "\(folder.path)/orders").isEmpty)
    #expect(ask("import orders", ["file": ["orders.csv"], "csv": [good]]).output.contains("1 new orders, 0 known"))
    #expect(ask("import orders", ["file": ["orders.csv"], "csv": [good]]).output.contains("0 new orders, 1 known"))
  }

  @Test func `the demo shop is made once, and a second time changes nothing`() {
    let csv = "customer,order,date,title\nmaren,1,2026-01-02,Pastel Blues\n"
    let options = ["origin": ["http://127.0.0.1:8081"], "file": ["orders.csv"], "csv": [csv]]
    let reply = ask("demo", options)
    #expect(reply.exit == 0)
    #expect(reply.output.contains("1 new orders"))
    #expect(ask("agent list").output == "anna\towner\tAnna\ntom\tagent\tTom\n")
    let before = TestFile.text("\(folder.path)/sites/harbour.json")
    let again = ask("demo", options)
    #expect(again.exit == 1)
    #expect(again.errors.contains("harbour"))
    #expect(TestFile.text("\(folder.path)/sites/harbour.json") == before)
    #expect(ask("agent list").output == "anna\towner\tAnna\ntom\tagent\tTom\n")
  }

  @Test func `a demo with bad orders leaves nothing behind`() {
    let reply = ask("demo", ["origin": ["http://127.0.0.1:8081"], "file": ["orders.csv"], "csv": ["nonsense\n"]])
    #expect(reply.exit == 1)
    #expect(reply.errors.contains("orders.csv"))
    #expect(ask("agent list").output == "")
    #expect(ask("site list").output == "")
  }

  @Test func `a command that is none is refused by name`() {
    #expect(ask("agent promote").errors.contains("'agent promote'"))
  }

  @Test func `a folder that is somebody else's is left alone`() {
    TestFile.write("\(folder.path)/holiday.txt", "Sun")
    let reply = ask("agent list")
    #expect(reply.exit == 1)
    #expect(reply.errors.contains(folder.path))
    #expect(TestFile.names(in: folder.path) == ["holiday.txt"])
  }
}
