import ChatDomain
import ChatServer
import Secrets
import Testing
import TranscriptFormat

struct ControlMessagesTests {
  private func orders(_ csv: String) -> ImportOrders { ImportOrders(file: "orders.csv", csv: csv) }

  private func arrived<Command: ControlCommand>(_ command: Command) throws -> Command {
    let line = ControlRequest.line(command)
    #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1 && line.last == UInt8(ascii: "\n"))
    return try #require(try ControlRequest.command(line) as? Command)
  }

  private func fault(_ line: String) -> String? {
    do {
      _ = try ControlRequest.command(Array(line.utf8))
      return nil
    } catch { return "\(error)" }
  }

  @Test func `a command arrives as it was asked, with every option that it has`() throws {
    var agent = AddAgent(try .init(option: "anna"))
    (agent.name, agent.role, agent.isOnCall) = ("Anna", .owner, true)
    (agent.capacity, agent.password) = (try .init(5), try .init(option: "correct horse"))
    var set = SetAgent(agent.id)
    (set.capacity, set.isOnCall, set.hours) = (try .init(3), false, [try .init(option: "mon-fri 09:00-17:00")])
    var site = AddSite(try .init(option: "harbour"))
    site.origins = try ["https://a.example", "https://b.example"].map { try .init(option: $0) }
    (site.name, site.customers, site.publicURL) = ("Harbour", try .init(option: "music"), "https://chat.example")
    var orders = orders("customer\n")
    (orders.site, orders.customers) = (site.id, site.customers)
    var link = MakeLink(agent.id)
    link.publicURL = "https://chat.example"
    let commands: [any ControlCommand] = [
      agent, set, RemoveAgent(agent.id), SetPassword(agent.id, agent.password), link, ListAgents(), site, ListSites(),
      orders, ShowPerson("Mara"), ExportPerson("Mara", to: "/x.tar"), ErasePerson("Mara"),
      try FindWords(text: "kettle", after: nil, limit: "5"), ExpireTalks(isDryRun: true), BackUp(to: "/x"),
      MakeDemo(origins: site.origins, file: "f", csv: "c"),
    ]
    #expect(Set(commands.map { type(of: $0).verb }) == Set(ControlVerb.allCases))
    for command in commands {
      #expect(try arrived(command).options == command.options, "\(type(of: command).verb.rawValue)")
    }
    let options = commands.reduce(into: Set<ControlOption>()) { $0.formUnion($1.options.given) }
    #expect(options == Set(ControlOption.allCases).subtracting([.after]))
  }

  @Test func `what is left out stays left out`() throws {
    let set = try arrived(SetAgent(try .init(option: "anna")))
    #expect(set.capacity == nil && set.isOnCall == nil && set.hours == nil)
    #expect(try !arrived(ExpireTalks(isDryRun: false)).isDryRun)
  }

  @Test(arguments: ["", "two\nlines", "\"quoted\" \\ \u{2028} \u{0}", "🎷 Aydın", "\r\n"])
  func `any text survives the way there and back on one line`(text: String) throws {
    #expect(try arrived(orders(text)).csv == text)
    let reply = ControlReply(output: text, errors: text, exit: 3)
    #expect(reply.line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    let read = try #require(ControlReply(reply.line))
    #expect((read.output, read.errors, read.exit) == (text, text, 3))
  }

  @Test(arguments: ["", "{}", "[]", "{\"verb\":1}", "{\"verb\":\"x\"", "null", "{\"verb\":\"x\"} more"])
  func `what is no request is not understood`(text: String) { #expect(fault(text) == "the request is not understood") }

  @Test(arguments: ["{}", "{\"exit\":\"0\"}", "{\"exit\":4294967296}"])
  func `what is no reply is nil`(text: String) {
    #expect(ControlReply(Array(text.utf8)) == nil)
  }

  @Test func `a verb or an option that is none is refused by name`() {
    #expect(fault(#"{"verb":"agent promote"}"#)?.contains("'agent promote'") == true)
    #expect(fault(#"{"verb":"agent set","options":{"id":["anna"],"capcity":["3"]}}"#)?.contains("'capcity'") == true)
  }

  @Test(arguments: ["", "Anna", "../anna", "a b", "-a", String(repeating: "a", count: 33)])
  func `a name that is none is refused by its text`(id: String) {
    for verb in ["agent add", "agent set", "agent remove", "agent password", "agent link", "site add"] {
      #expect(fault(#"{"verb":"\#(verb)","options":{"id":["\#(id)"]}}"#)?.contains("'\(id)'") == true)
    }
  }

  @Test(arguments: [
    ("capacity", "0", "50"), ("capacity", "51", "50"), ("capacity", "many", "50"), ("capacity", "-1", "50"),
    ("role", "boss", "'boss'"), ("on-call", "perhaps", "yes or no"), ("password", "", "password"),
    ("password", "short", "password"), ("password", String(repeating: "x", count: Password.mostBytes + 1), "password"),
  ])
  func `a value that is none is refused by what is wanted`(option: String, value: String, wanted: String) {
    let found = fault(#"{"verb":"agent add","options":{"id":["anna"],"\#(option)":["\#(value)"]}}"#)
    #expect(found?.contains(wanted) == true, "\(found ?? "")")
  }

  @Test(arguments: ["shop.example", "https://shop.example/", "https://Shop.example", "https://", "*"])
  func `an origin that is none is refused by its text`(origin: String) {
    let line = #"{"verb":"site add","options":{"id":["shop"],"origin":["https://good.example","\#(origin)"]}}"#
    #expect(fault(line)?.contains("'\(origin)'") == true)
  }

  @Test func `values of a wrong kind are none`() throws {
    let line = #"{"verb":"import orders","options":{"file":"anna","csv":[1,"a"]}}"#
    let command = try #require(try ControlRequest.command(Array(line.utf8)) as? ImportOrders)
    #expect((command.file, command.csv) == ("", "a"))
  }
}
