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

  private func beforeProof(_ harness: StoreHarness, of visitor: UInt64, _ person: PersonID) async -> ProofPast {
    let secret = Talks.visitor(visitor)
    let question = ProofQuestion(
      browser: VisitorKey(site: slug("shop"), owner: .browser(secret)), secret: secret, person: person)
    return await withCheckedContinuation { waiter in
      harness.store.past.beforeProof(question) { waiter.resume(returning: $0) }
    }
  }

  /// A talk that began so long ago, and had its last words so long ago.
  private func talk(_ number: UInt64, begun: Milliseconds, lastWords: Milliseconds) throws -> [JournalRecord] {
    var records = [try Talks.opened(number), Talks.said(number, 2), Talks.ended(number, 3)]
    let now = Clock.now()
    records[0].entry.at = now + .seconds(-begun.count / 1_000)
    for index in 1...2 { records[index].entry.at = now + .seconds(-lastWords.count / 1_000) }
    return records
  }

  @Test func `the first proof finds what was said within the hour, however long ago that talk began`() async throws {
    let harness = try StoreHarness(place.path)
    _ = await harness.append(try talk(1, begun: .seconds(9 * 3_600), lastWords: .seconds(60)))
    _ = await harness.append(try talk(2, begun: .seconds(9 * 3_600), lastWords: .seconds(3_700)))
    await harness.settle()
    let person = PersonID(high: 77, low: 78)
    guard case .first(let fresh) = await beforeProof(harness, of: 1, person) else { throw Unexpected() }
    #expect(fresh.map(\.id) == [Talks.conversation(1)])
    guard case .first(let old) = await beforeProof(harness, of: 2, person) else { throw Unexpected() }
    #expect(old.isEmpty)
    await withCheckedContinuation { waiter in
      harness.store.archive.bind(Talks.visitor(1), to: person) { waiter.resume() }
    }
    guard case .theirs = await beforeProof(harness, of: 1, person) else { throw Unexpected() }
    guard case .first = await beforeProof(harness, of: 1, PersonID(high: 77, low: 79)) else { throw Unexpected() }
    #expect(harness.log.troubles.isEmpty)
    await harness.close()
  }

  private struct Unexpected: Error {}

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
