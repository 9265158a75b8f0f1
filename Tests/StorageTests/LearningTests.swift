import ChatDomain
import ChatTesting
import Primitives
import Storage
import Synchronization
import Testing
import TranscriptFormat

/// Who somebody says they are may change as often as they like: their file is written seldom, and stays short.
@Suite(.timeLimit(.minutes(5))) struct LearningTests {
  private let place = TemporaryFolder()
  private let person = PersonID(high: 77, low: 78)

  private func said(_ number: Int) -> JournalRecord {
    let identity = Identity(
      person: person, name: "N \(number)", email: "\(number)@x.example", website: "https://\(number).example",
      proof: .claimed)
    return Talks.record(1, number + 2, .identified(identity))
  }

  @Test func `a hundred changes are written in a few goes, and the file keeps eight of each`() async throws {
    let writes = Mutex(0)
    let disk = Disk { step, path in
      if step == .rename, path.contains("/people/") { writes.withLock { $0 += 1 } }
      return .proceed
    }
    let harness = try StoreHarness(place.path, options: StorageOptions(segmentSize: 1 << 20), disk: disk)
    _ = await harness.append([try Talks.opened(1)])
    _ = await harness.append((0..<100).map(said))
    let claimed = Identity(person: person, name: "", email: "", website: "", proof: .claimed)
    let card = try await harness.card(
      Acquaintance(conversation: Talks.conversation(1), visitor: Talks.visitor(1), identity: claimed))
    #expect(card.name == "N 0")
    #expect(card.emails == (0..<People.mostLearned).map { "\($0)@x.example" })
    #expect(card.websites.count == People.mostLearned)
    await harness.close()
    // One at once, one for the card, and one for each second that this takes on a slow machine.
    #expect(writes.withLock { $0 } <= 20)
    #expect(try harness.folder.disk.read(harness.folder.path(People.name(person)))?.count ?? 0 < 1_024)
  }

  @Test func `a person's file names no more browsers than are remembered`() async throws {
    let harness = try StoreHarness(place.path, options: StorageOptions(segmentSize: 1 << 20))
    let proof = Identity(person: person, proof: .proved)
    let browsers = UInt64(DomainLimits.secrets + 10)
    for number in 1...browsers {
      _ = await harness.append([try Talks.opened(number), Talks.record(number, 2, .identified(proof))])
    }
    await withCheckedContinuation { waiter in
      harness.store.archive.bind(Talks.visitor(browsers + 1), to: person) { waiter.resume() }
    }
    await harness.close()
    #expect(try harness.folder.people.file(person)?.values(.browser).count == DomainLimits.secrets)
  }

  @Test func `what was gathered is in the file when the store closes`() async throws {
    let harness = try StoreHarness(place.path)
    _ = await harness.append([try Talks.opened(1), said(0), said(1), said(2)])
    await harness.close()
    #expect(try harness.folder.people.file(person)?.values(.email).count == 3)
  }
}
