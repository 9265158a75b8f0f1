import ChatDomain
import EventLoops
import Glibc
import Primitives
import Storage

/// Says a great many words in talks that all go on at once, and is killed behind the last of them.
struct JournalFiller {
  /// Messages that wait for one sync, as with a crowd of that size.
  private static let batch = 1_000
  private let store: Store, linesOfTalk: Int
  private let site: SiteID, agent: AgentID
  private let start = Instant(milliseconds: 1_795_356_127_512)

  init(_ path: String, linesOfTalk: Int) throws {
    guard let site = SiteID("harbour"), let agent = AgentID("anna") else { throw StorageError.unknown("site") }
    (self.site, self.agent) = (site, agent)
    var options = StorageOptions()
    (options.checkpointBytes, options.checkpointAge) = (.max, .seconds(86_400))
    self.linesOfTalk = linesOfTalk
    store = try Store(try DataFolder.open(path), options: options, events: StorageEvents(failed: { print("\($0)") }))
  }

  func run(_ messages: Int) throws {
    let talks = max(1, messages / max(1, linesOfTalk))
    var number = 0
    while number < messages {
      let numbers = number..<min(messages, number + Self.batch)
      let last = Handoff<Void>()
      store.journal.append(numbers.map { record($0, of: talks) }) { _ in last.give() }
      last.take()
      number = numbers.upperBound
    }
    let written = Handoff<Void>()
    store.archive.queue.run { written.give() }
    written.take()
    kill(getpid(), SIGKILL)
  }

  /// Each talk has its first line before any has its second; a fifth of them end.
  private func record(_ number: Int, of talks: Int) -> JournalRecord {
    let (talk, seq) = (number % talks, number / talks + 1)
    let name = ConversationID(at: start + Milliseconds(Int64(talk)), random: (UInt64(talk), 0))
    let isAnswer = seq > 2 && seq.isMultiple(of: 2)
    let entry = Entry(
      seq: seq, mid: MessageID(high: name.high, low: UInt64(number)), at: start + .seconds(Int64(seq)),
      by: isAnswer ? .agent(agent) : .visitor, name: isAnswer ? "Anna" : "", fact: fact(talk, seq))
    return JournalRecord(name, entry)
  }

  private func fact(_ talk: Int, _ seq: Int) -> Fact {
    switch seq {
    case 1:
      let page = Page(url: "https://shop.example/\(talk % 50)", title: "Shelf \(talk % 50)")
      return .opened(
        Opening(
          site: site, visitor: VisitorID(high: 9, low: UInt64(talk)),
          place: Place(page: page, language: "en", timeZone: "Europe/Paris")))
    case linesOfTalk where talk.isMultiple(of: 5): return .ended(.byAgent)
    default: return .said(Body(text: "Is the turquoise kettle of shelf \(talk) back, and when does it come? (\(seq))"))
    }
  }
}
