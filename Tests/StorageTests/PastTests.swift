import ChatDomain
import ChatTesting
import EventLoops
import Primitives
import Storage
import Testing
import TranscriptFormat

/// What has left memory is known all the same: no message is ever written twice.
@Suite(.timeLimit(.minutes(5))) struct PastTests {
  let place = TemporaryFolder()

  func past(_ harness: StoreHarness, _ question: PastQuestion) async -> PastLines {
    await withCheckedContinuation { waiter in harness.store.past.lines(question) { waiter.resume(returning: $0) } }
  }

  func question(_ visitor: UInt64, person: PersonID? = nil, resumed: UInt64? = nil, saying mid: MessageID)
    -> PastQuestion
  {
    PastQuestion(
      reader: VisitorKey(site: slug("shop"), owner: person.map { .person($0) } ?? .browser(Talks.visitor(visitor))),
      visitor: Talks.visitor(visitor), person: person ?? PersonID(visitor: Talks.visitor(visitor)),
      resumed: resumed.map(Talks.conversation), mid: mid)
  }

  @Test func `an ended talk's words are found over two restarts`() async throws {
    do {
      let harness = try StoreHarness(place.path)
      _ = await harness.append([try Talks.opened(1), Talks.said(1, 2), Talks.ended(1, 3)])
      await harness.close()
    }
    await (try StoreHarness(place.path)).close()
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.ended.isEmpty)
    let mid = MessageID(high: 1, low: 2)
    let lines = await past(harness, question(1, saying: mid))
    #expect(lines.place(of: mid)?.conversation == Talks.conversation(1))
    #expect(lines.place(of: mid)?.line.seq == 2)
    #expect(await past(harness, question(2, saying: mid)).place(of: mid) == nil)
  }

  @Test func `a talk filed under the proved person is found by what the page resumes, and by its first message`()
    async throws
  {
    let person = Identity(person: PersonID(high: 77, low: 78), name: "Jonas", proof: .proved)
    let harness = try StoreHarness(place.path)
    _ = await harness.append([
      try Talks.opened(1), Talks.said(1, 2), Talks.record(1, 3, .identified(person)), Talks.ended(1, 4),
    ])
    await harness.settle()
    let mid = MessageID(high: 1, low: 2)
    #expect(await past(harness, question(1, resumed: 1, saying: MessageID(high: 9, low: 9))).place(of: mid) != nil)
    let first = MessageID(high: Talks.conversation(1).high, low: Talks.conversation(1).low)
    #expect(await past(harness, question(1, saying: first)).place(of: mid) != nil)
    #expect(await past(harness, question(9, person: person.person, saying: mid)).place(of: mid) != nil)
  }

  @Test func `storage refuses a second line 1, also under another hour`() async throws {
    let harness = try StoreHarness(place.path)
    _ = await harness.append([try Talks.opened(1), Talks.ended(1, 2)])
    var second = try Talks.opened(1)
    second.entry.at = second.entry.at + .seconds(3_600)
    _ = await harness.append([second])
    await harness.settle()
    #expect(harness.log.troubles.count == 1)
    #expect(try TranscriptCatalog(harness.folder).all().count == 1)
    #expect(try await harness.lines(of: Talks.conversation(1)).map(\.seq) == [1, 2])
  }
}
