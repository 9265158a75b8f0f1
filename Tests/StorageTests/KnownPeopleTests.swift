import ChatDomain
import ChatTesting
import Primitives
import Search
import Storage
import Testing
import TranscriptFormat

@Suite(.timeLimit(.minutes(5))) struct KnownPeopleTests {
  let place = TemporaryFolder()

  func person(_ number: UInt64) -> PersonID { PersonID(high: 1, low: number) }

  @Test func `people are found by parts of their names and addresses`() throws {
    let people = try DataFolder.open(place.path).people
    try people.update(person(1)) { $0.set(.name, "Greta Moll") }
    try people.update(person(2)) { file in
      file.set(.name, "Margarete Moll")
      file.add(.email, "moll@greta.example")
    }
    func found(_ text: String) throws -> [PersonID] { try people.search(SearchQuery(text)).map(\.person).sorted() }
    #expect(try found("greta") == [person(1), person(2)])
    #expect(try found("gretta") == [person(1), person(2)], "one letter may be wrong")
    #expect(try found("moll example") == [person(2)])
    #expect(try found("MOLL") == [person(1), person(2)])
    #expect(try found("greta voss").isEmpty)
    #expect(try people.find("greta").isEmpty, "whoever is erased is named whole")
  }

  @Test func `the order that was asked for is on the card, however old it is`() throws {
    let folder = try DataFolder.open(place.path)
    let rows = (10..<60).map { "1,A-\($0),2026-01-\($0 % 20 + 10),Pen \($0)\n" }.joined()
    let csv = "customer,order,date,title\n1,OLD-7,2019-03-01,Ink\n" + rows
    _ = try folder.orders.take(OrderImport(csv: Array(csv.utf8)), .allOrNothing) { _, _ in person(1) }
    let maker = CardMaker(folder) { _ in }
    #expect(try maker.card(of: person(1))?.orders.contains { $0.number == "OLD-7" } == false)
    let card = try #require(try maker.card(of: person(1), order: "OLD-7"))
    #expect(card.orders.last?.number == "OLD-7" && card.orders.count == 21 && card.orderCount == 51)
  }

  @Test func `a name that a hand or an old server wrote is fit to be drawn`() throws {
    let folder = try DataFolder.open(place.path)
    try folder.people.update(person(1)) { file in
      file.set(.name, "Kim \u{202E}teews")
      file.add(.email, "\u{200B}")
    }
    let card = try #require(try CardMaker(folder) { _ in }.card(of: person(1)))
    #expect(card.name == "Kim teews" && card.emails.isEmpty)
  }

  @Test func `a talk is kept as with the agent who spoke last`() async throws {
    let harness = try StoreHarness(place.path)
    func agentSaid(_ seq: Int, _ agent: AgentID) -> JournalRecord {
      let mid = MessageID(high: 9, low: UInt64(seq))
      let fact = Fact.said(Body(text: "words"))
      return JournalRecord(
        Talks.conversation(1), Entry(seq: seq, mid: mid, at: Talks.start, by: .agent(agent), name: "", fact: fact))
    }
    let (tom, anna) = (try #require(AgentID("tom")), try #require(AgentID("anna")))
    _ = await harness.append([
      try Talks.opened(1), Talks.said(1, 2), agentSaid(3, tom), agentSaid(4, anna), Talks.ended(1, 5),
    ])
    await harness.settle()
    let file = try #require(try harness.folder.people.file(PersonID(visitor: Talks.visitor(1))))
    #expect(file.notes.map(\.agent) == ["anna"])
    await harness.close()
  }
}
