import ChatDomain
import ChatTesting
import Glibc
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
    // Again, as after an answer that was lost: it stands there once.
    for _ in 0..<2 {
      let kept = await withCheckedContinuation { (waiter: CheckedContinuation<Result<Void, StorageError>, Never>) in
        harness.store.archive.remember("Left-handed", of: acquaintance(1, identity(.proved)), by: anna, at: now) {
          waiter.resume(returning: $0)
        }
      }
      #expect(kept == .success)
    }
    let elsewhere = Acquaintance(
      conversation: Talks.conversation(9), visitor: Talks.visitor(9),
      identity: Identity(person: person, proof: .proved))
    let card = try await harness.card(elsewhere)
    #expect(card.name == "Jonas")
    #expect(card.emails == ["j@x.example"])
    #expect(card.websites == ["https://j.example"])
    #expect(card.facts.map(\.text) == ["Left-handed"])
    #expect(card.facts.map(\.person) == [person])
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

  @Test func `a fact is corrected and struck, by what it is called, and who corrected it is said`() async throws {
    let harness = try StoreHarness(place.path)
    let (anna, tom) = (try #require(AgentID("anna")), try #require(AgentID("tom")))
    let known = acquaintance(1, identity(.proved))
    let now = Talks.start + .seconds(60)
    func change(_ key: String, to text: String?) async -> Result<Bool, StorageError> {
      await withCheckedContinuation { waiter in
        harness.store.archive.change(factWith: key, of: person, to: text, by: tom, at: now + .seconds(86_400)) {
          waiter.resume(returning: $0)
        }
      }
    }
    harness.store.archive.remember("Left-handed", of: known, by: anna, at: now) { _ in }
    harness.store.archive.remember("Plays bass", of: known, by: anna, at: now) { _ in }
    let wrong = try #require(try await harness.card(known).facts.first { $0.text == "Left-handed" })
    #expect(await change(wrong.key, to: "Right-handed") == .success(true))
    let facts = try await harness.card(known).facts
    let right = try #require(facts.first { $0.text == "Right-handed" })
    #expect((right.agent, right.date) == ("tom", "2026-11-23"))
    #expect(facts.count == 2)
    // What was corrected meanwhile is not corrected again, and a talk is no fact.
    #expect(await change(wrong.key, to: "Both") == .success(false))
    #expect(await change(right.key, to: nil) == .success(true))
    #expect(try await harness.card(known).facts.map(\.text) == ["Plays bass"])
    #expect(await change(right.key, to: nil) == .success(false))
  }

  @Test func `orders that cannot be read leave a card without them that says so`() async throws {
    let harness = try StoreHarness(place.path)
    let csv = "customer,order,date,title\n1,A,2026-11-20,Pen\n"
    let person = person
    _ = try harness.folder.orders.take(OrderImport(csv: Array(csv.utf8)), .skipBadRows) { _, _ in person }
    TestDisk.write("\(place.path)/\(OrderBook.name(person))", "{broken\n")
    let card = try await harness.card(acquaintance(1, identity(.proved)))
    #expect(card.ordersAreUnread)
    #expect(card.orders.isEmpty)
    #expect(harness.log.troubles.count == 1)
    #expect(harness.log.failures == [])
  }

  @Test(arguments: ["pipe", "link", "folder"])
  func `what is no file in a transcript's place stops nobody, and the talk goes on beside it`(kind: String) async throws
  {
    let harness = try StoreHarness(place.path)
    let name = TranscriptName(Talks.conversation(1), startedAt: Talks.start + .seconds(1))
    let path = "\(place.path)/\(name.path)"
    _ = await harness.append([try Talks.opened(1)])
    await harness.settle()
    // Three other talks take the places of the open files.
    unlink(path)
    TestDisk.write("\(place.path)/outside", "mine\n")
    switch kind {
    case "pipe": mkfifo(path, 0o600)
    case "link": symlink("\(place.path)/outside", path)
    default: mkdir(path, 0o700)
    }
    await #expect(throws: StorageError.notAFile(path)) { try await harness.lines(of: Talks.conversation(1)) }
    for talk: UInt64 in 2...6 { _ = await harness.append([try Talks.opened(talk)]) }
    #expect(await harness.append([Talks.said(1, 2, "behind it")]) == .success)
    await harness.settle()
    #expect(harness.log.failures == [])
    #expect(TestDisk.text(path)?.contains("behind it") == true)
    #expect(TestDisk.text("\(place.path)/outside") == "mine\n")
    #expect(try await harness.lines(of: Talks.conversation(2)).count == 1)
    await harness.close()
  }
}
