import ChatDomain
import ChatTesting
import Primitives
import Storage
import Testing
import TranscriptFormat

@Suite(.timeLimit(.minutes(5))) struct ArchiveTests {
  let place = TemporaryFolder()
  let person = PersonID(high: 77, low: 78)

  func identity(_ proof: Proof) -> Identity {
    Identity(person: person, name: "Jonas", email: "j@x.example", website: "https://j.example", proof: proof)
  }

  func acquaintance(_ talk: UInt64, _ identity: Identity? = nil) -> Acquaintance {
    Acquaintance(conversation: Talks.conversation(talk), visitor: Talks.visitor(1), identity: identity)
  }

  @Test func `a stranger's card is empty`() async throws {
    let harness = try StoreHarness(place.path)
    let card = try await harness.card(acquaintance(1))
    #expect(card == PersonCard(person: PersonID(visitor: Talks.visitor(1)), proof: .claimed))
  }

  @Test func `an ended talk stands on the card of the next`() async throws {
    let harness = try StoreHarness(place.path)
    let anna = try #require(AgentID("anna"))
    _ = await harness.append([
      try Talks.opened(1), Talks.said(1, 2, "Is the  blue\nink back?"),
      Talks.record(1, 3, .said(Body(text: "Yes.")), by: .agent(anna)), Talks.ended(1, 4),
    ])
    let card = try await harness.card(acquaintance(2))
    #expect(card.talks.map(\.words) == ["Is the blue ink back?"])
    #expect(card.talks.map(\.agent) == ["anna"])
    #expect(card.since == Talks.start)
    #expect(try await harness.card(acquaintance(1)).talks.isEmpty)
  }

  @Test func `long first words are cut between two of them, whatever their letters`() async throws {
    let harness = try StoreHarness(place.path)
    for (number, words, left) in [(1, "a word", 9), (2, "ein Wört", 8)] as [(UInt64, String, Int)] {
      let text = words + "\r\n\t" + String(repeating: " letters", count: 20)
      _ = await harness.append([
        try Talks.opened(number), Talks.record(number, 2, .said(Body(text: text))), Talks.ended(number, 3),
      ])
      let later = Acquaintance(conversation: Talks.conversation(9), visitor: Talks.visitor(number), identity: nil)
      let talk = try #require(try await harness.card(later).talks.first)
      #expect(talk.words == words + String(repeating: " letters", count: left) + "…")
    }
  }

  @Test func `who was proved is known on another browser, with the talk and the facts`() async throws {
    let harness = try StoreHarness(place.path)
    _ = await harness.append([
      try Talks.opened(1), Talks.said(1, 2), Talks.record(1, 3, .identified(identity(.proved))), Talks.ended(1, 4),
    ])
    let anna = try #require(AgentID("anna"))
    let now = Talks.start + .seconds(60)
    _ = await withCheckedContinuation { waiter in
      harness.store.archive.remember("Left-handed", of: acquaintance(1, identity(.proved)), by: anna, at: now) {
        waiter.resume(returning: $0)
      }
    }
    let elsewhere = Acquaintance(
      conversation: Talks.conversation(9), visitor: Talks.visitor(9),
      identity: Identity(person: person, proof: .proved))
    let card = try await harness.card(elsewhere)
    #expect(card.name == "Jonas")
    #expect(card.emails == ["j@x.example"])
    #expect(card.websites == ["https://j.example"])
    #expect(card.facts == [Remembered(date: "2026-11-22", agent: "anna", text: "Left-handed")])
    #expect(card.talks.count == 1)
  }

  @Test func `orders are shown of proved people only`() async throws {
    let harness = try StoreHarness(place.path)
    let csv = "customer,order,date,title\n1,A,2026-11-20,Pen\n1,B,2026-11-21,Ink\n1,B,2026-11-21,Nib\n"
    let person = person
    let report = try harness.folder.orders.take(OrderImport(csv: Array(csv.utf8)), .skipBadRows) { _, _ in person }
    #expect(report.added == 2)
    #expect(try await harness.card(acquaintance(1, identity(.claimed))).orders.isEmpty)
    let card = try await harness.card(acquaintance(1, identity(.proved)))
    #expect(card.orders.map(\.title) == ["Nib", "Ink", "Pen"])
    #expect(card.orderCount == 2)
    #expect(card.since == Instant(text: "2026-11-20T00:00:00.000Z"))
  }
}
