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

  private func ask(_ command: some ControlCommand) -> ControlReply {
    Administration.carryOut(command, dataFolder: folder.path)
  }

  private func add(_ id: String, _ name: String = "", password: String? = nil) throws -> ControlReply {
    var command = AddAgent(try .init(option: id))
    command.name = name
    command.password = try password.map { try .init(option: $0) }
    return ask(command)
  }

  private func newSite(_ id: String, _ name: String = "", _ origins: [String] = []) throws -> AddSite {
    var command = AddSite(try .init(option: id))
    command.name = name
    command.origins = try origins.map { try .init(option: $0) }
    return command
  }

  private func agent(_ id: String) throws -> AgentFile? {
    try (try DataFolder.open(folder.path)).team.agent(try #require(AgentID(id)))
  }

  @Test func `an agent is added with a name, a role, a capacity and a password`() throws {
    var command = AddAgent(try .init(option: "tom"))
    (command.name, command.role, command.capacity) = ("Tom Ø", .owner, try .init(5))
    command.password = try .init(option: "correct horse")
    let reply = ask(command)
    #expect(reply.exit == 0)
    #expect(reply.output.contains("Tom Ø"))
    let tom = try #require(try agent("tom"))
    #expect((tom.name, tom.role, tom.capacity) == ("Tom Ø", .owner, 5))
    #expect(Password.verify("correct horse", against: tom.password))
    #expect(TestFile.text("\(folder.path)/team/tom.json")?.contains("correct horse") == false)
  }

  @Test func `an agent without a name is called by their id`() throws {
    _ = try add("anna")
    let anna = try #require(try agent("anna"))
    #expect((anna.name, anna.role, anna.password) == ("Anna", .agent, nil))
  }

  @Test func `nobody is added twice`() throws {
    #expect(try add("anna").exit == 0)
    let reply = try add("anna", "Another")
    #expect(reply.exit == 1)
    #expect(reply.errors.contains("anna"))
    #expect(ask(ListAgents()).output == "anna\tagent\tAnna\n")
  }

  @Test func `a new password signs out everywhere`() throws {
    _ = try add("anna", password: "the first one")
    let before = try #require(try agent("anna"))
    #expect(ask(SetPassword(before.id, try .init(option: "the second one"))).exit == 0)
    let after = try #require(try agent("anna"))
    #expect(after.generation == before.generation + 1)
    #expect(Password.verify("the second one", against: after.password))
  }

  @Test func `a password of nobody, a link of nobody and the removal of nobody are errors`() throws {
    let ghost = try #require(AgentID("ghost"))
    for reply in [
      ask(SetPassword(ghost, try .init(option: "long enough"))), ask(MakeLink(ghost)), ask(RemoveAgent(ghost)),
      ask(SetAgent(ghost)),
    ] {
      #expect(reply.exit == 1)
      #expect(reply.errors.contains("ghost"))
    }
  }

  @Test func `who is removed is gone with their links`() throws {
    _ = try add("anna")
    let anna = try #require(AgentID("anna"))
    let link = ask(MakeLink(anna)).output
    #expect(ask(RemoveAgent(anna)).exit == 0)
    #expect(try agent("anna") == nil)
    _ = try add("anna")
    let token = try #require(link.split(separator: "#link=").last).dropLast()
    let team = (try DataFolder.open(folder.path)).team
    #expect(try team.spendLink(hash: OneTimeToken.hash(of: String(token)), now: Instant(milliseconds: 0)) == nil)
  }

  @Test func `a link carries its token in the fragment, and the folder keeps only a hash`() throws {
    _ = try add("anna")
    var command = MakeLink(try .init(option: "anna"))
    command.publicURL = "https://chat.example/"
    let link = ask(command).output
    #expect(link.hasPrefix("https://chat.example/console/#link="))
    let token = String(try #require(link.split(separator: "#link=").last).dropLast())
    #expect(token.utf8.count == 43)
    let links = try #require(TestFile.text("\(folder.path)/team/links.json"))
    #expect(!links.contains(token))
    #expect(links.contains(OneTimeToken.hash(of: token)))
  }

  @Test func `a new site's tag names the address that is known`() throws {
    var command = try newSite("shop")
    command.publicURL = "https://chat.shop.example/"
    let reply = ask(command)
    #expect(reply.output.contains("src=\"https://chat.shop.example/widget.js?site=shop\""))
  }

  @Test func `a site is added once, with a secret of its own`() throws {
    let reply = ask(try newSite("shop", "The Shop", ["https://shop.example"]))
    #expect(reply.exit == 0)
    #expect(reply.output.contains("widget.js?site=shop"))
    let id = try #require(SiteID("shop"))
    let site = try #require(try (try DataFolder.open(folder.path)).sites.site(id))
    #expect((site.name, site.origins.map(\.description)) == ("The Shop", ["https://shop.example"]))
    #expect(site.secret.utf8.count == 64)
    #expect(reply.output.contains(site.secret))
    #expect(ask(try newSite("shop")).exit == 1)
    #expect(ask(ListSites()).output == "shop\tThe Shop\thttps://shop.example\n")
  }

  @Test func `orders are taken in whole, and a bad line by number and nothing of it`() {
    let good = "customer,order,date,title\nmaren,1,2026-01-02,Pastel Blues\n"
    let bad = good + "elif,2,tomorrow,Ptah\n"
    let refused = ask(ImportOrders(file: "orders.csv", csv: bad))
    #expect(refused.exit == 1)
    #expect(refused.errors.contains("orders.csv: line 3, \"date\""))
    #expect(TestFile.names(in: "\(folder.path)/orders").isEmpty)
    #expect(ask(ImportOrders(file: "orders.csv", csv: good)).output.contains("1 new orders, 0 known"))
    #expect(ask(ImportOrders(file: "orders.csv", csv: good)).output.contains("0 new orders, 1 known"))
  }

  @Test func `the demo shop is made once, and a second time changes nothing`() throws {
    let csv = "customer,order,date,title\nmaren,1,2026-01-02,Pastel Blues\n"
    let demo = MakeDemo(origins: [try .init(option: "http://127.0.0.1:8081")], file: "orders.csv", csv: csv)
    let reply = ask(demo)
    #expect(reply.exit == 0)
    #expect(reply.output.contains("1 new orders"))
    #expect(ask(ListAgents()).output == "anna\towner\tAnna\ntom\tagent\tTom\n")
    let before = TestFile.text("\(folder.path)/sites/harbour.json")
    let again = ask(demo)
    #expect(again.exit == 1)
    #expect(again.errors.contains("harbour"))
    #expect(TestFile.text("\(folder.path)/sites/harbour.json") == before)
    #expect(ask(ListAgents()).output == "anna\towner\tAnna\ntom\tagent\tTom\n")
  }

  @Test func `a demo with bad orders leaves nothing behind`() {
    let reply = ask(MakeDemo(origins: [], file: "orders.csv", csv: "nonsense\n"))
    #expect(reply.exit == 1)
    #expect(reply.errors.contains("orders.csv"))
    #expect(ask(ListAgents()).output == "")
    #expect(ask(ListSites()).output == "")
  }

  @Test func `a folder that is somebody else's is left alone`() {
    TestFile.write("\(folder.path)/holiday.txt", "Sun")
    let reply = ask(ListAgents())
    #expect(reply.exit == 1)
    #expect(reply.errors.contains(folder.path))
    #expect(TestFile.names(in: folder.path) == ["holiday.txt"])
  }
}
