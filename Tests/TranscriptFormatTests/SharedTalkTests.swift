import ChatDomain
import Primitives
import Testing
import TranscriptFormat

@Suite struct SharedTalkTests {
  static let id = ConversationID(high: 1_795_356_127_512 << 16, low: 1)
  static let carla = PersonID(high: 5, low: 1), dirk = PersonID(high: 5, low: 2)

  static func entries(_ facts: [(Author, String, Fact)]) -> [Entry] {
    facts.enumerated().map { index, fact in
      Entry(
        seq: index + 1, mid: id.line(index + 1), at: Instant(milliseconds: 1_795_356_127_512), by: fact.0, name: fact.1,
        fact: fact.2)
    }
  }

  static func proof(_ person: PersonID, _ name: String) -> Fact {
    .identified(Identity(person: person, name: name, email: "\(name)@example.org", proof: .proved))
  }

  static func mixed() throws -> [Entry] {
    let (site, anna) = (try #require(SiteID("shop")), try #require(AgentID("anna")))
    let place = Place(page: Page(url: "https://shop.example/carla", title: "Carla's"))
    let opening = Opening(site: site, visitor: VisitorID(high: 1, low: 1), place: place)
    return entries([
      (.visitor, "", .opened(opening)), (.visitor, "", .said(Body(text: "words of Carla"))),
      (.visitor, "", proof(carla, "Carla")), (.agent(anna), "Anna", .said(Body(text: "words of Anna"))),
      (.visitor, "Carla", proof(dirk, "Dirk")), (.visitor, "Dirk", .said(Body(text: "words of Dirk"))),
    ])
  }

  @Test func `each line is whose it was then, and words before any proof are the first one's`() throws {
    let talk = try #require(SharedTalk(try Self.mixed()))
    #expect(talk.owners == [Self.carla, Self.carla, Self.carla, Self.carla, Self.dirk, Self.dirk])
    #expect(talk.lines(of: [Self.carla]).map(\.seq) == [1, 2, 3, 4])
    #expect(talk.lines(of: [Self.dirk]).map(\.seq) == [5, 6])
    #expect(talk.firstWords(of: Self.dirk) == "words of Dirk")
  }

  @Test func `a talk of one person is not shared, nor one with a claim beside a proof`() throws {
    let lines = try Self.mixed()
    #expect(SharedTalk(Array(lines.prefix(4))) == nil)
    let claim = Identity(person: Self.dirk, name: "Dirk", proof: .claimed)
    #expect(SharedTalk(Array(lines.prefix(4)) + Self.entries([(.visitor, "", .identified(claim))])) == nil)
  }

  @Test func `without one of them nothing of them is left, and nobody gets the rest`() throws {
    let talk = try #require(SharedTalk(try Self.mixed()))
    let left = talk.without([Self.carla])
    #expect(left.map(\.seq) == [1, 2, 3, 4, 5, 6])
    let text = String(decoding: left.flatMap { TranscriptLine.encoded($0) }, as: UTF8.self)
    #expect(!text.contains("Carla") && !text.contains("carla") && !text.contains(Self.carla.description))
    #expect(text.contains("words of Dirk") && text.contains("words of Anna"))
    var conversation = Conversation(id: Self.id)
    for entry in left { conversation.apply(entry) }
    #expect(conversation.owner == .several && conversation.lastSeq == 6)
  }
}
