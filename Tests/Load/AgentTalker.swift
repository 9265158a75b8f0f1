import EventLoops
import Primitives
import WebSocketProtocol

/// An agent's console: picks up what rings and answers each turn of each visitor, no faster than its pace.
final class AgentTalker: ClientHandler {
  private enum Errand {
    case pickUp(String)
    case answer(String)
  }

  private let name: String
  private let words: Int
  private let pause: Milliseconds
  private let tally: Tally
  private let measure: ChatMeasure
  private var writer: ChatWriter
  private var errands: [Errand] = []
  private var nextErrand = Instant(milliseconds: 0)
  private var lastSeqs: [String: Int] = [:]
  /// How many of the visitor's words of this turn have come, by talk.
  private var heard: [String: Int] = [:]

  init(number: Int, name: String, words: Int, pause: Milliseconds, tally: Tally, measure: ChatMeasure) {
    (self.name, self.words, self.pause, self.tally, self.measure) = (name, words, pause, tally, measure)
    writer = ChatWriter(number: 60_000 + number)
  }

  func opened(on client: isolated Client) { client.say(#"{"type":"hello","v":1,"bell":true,"resume":[]}"#) }
  func begin(on client: isolated Client) {}

  func woken(on client: isolated Client) {
    guard !errands.isEmpty else { return }
    // While talks open, the burst that a server grants each console is enough for its forty talks.
    let isOpening = measure.stage == .opening
    nextErrand = client.loop.now + (isOpening ? Milliseconds(1) : pause)
    switch errands.removeFirst() {
    case .pickUp(let talk): client.say(#"{"type":"pickup","c":"\#(talk)"}"#)
    case .answer(let talk):
      client.say(writer.say(in: talk))
      measure.said(1)
    }
    if !errands.isEmpty { client.wake(at: nextErrand) }
  }

  func received(_ message: Span<UInt8>, kind: MessageKind, on client: isolated Client) {
    guard let notice = try? ChatNotice(message, ignoring: "talk") else { return tally.failed("a notice is no JSON") }
    switch notice.type {
    case "welcome": tally.opened()
    case "ring": run(.pickUp(notice.talk), on: client)
    case "entry": take(notice, on: client)
    case "ack":
      guard let age = writer.acked(notice.mid) else { return tally.failed("an agent's message was acked twice") }
      measure.acked(after: age)
    case "beat": client.say(#"{"type":"beat","active":true}"#)
    case "error": measure.refused(notice.code)
    default: break
    }
  }

  func closed(_ reason: String, on client: isolated Client) { tally.failed("agent \(name): \(reason)") }

  private func take(_ entry: ChatNotice, on client: isolated Client) {
    if let last = lastSeqs[entry.talk], entry.seq != last + 1 {
      return tally.failed("an agent got \(entry.seq) after \(last)")
    }
    lastSeqs[entry.talk] = entry.seq
    switch (entry.kind, entry.by) {
    case ("pickedUp", _): if entry.agent == name { run(.answer(entry.talk), on: client) }
    case ("said", "visitor"): hear(entry, on: client)
    default: break
    }
  }

  private func hear(_ entry: ChatNotice, on client: isolated Client) {
    if let age = ChatWriter.age(of: entry.text) { measure.delivered(after: age) }
    guard measure.stage == .talking else { return }
    heard[entry.talk, default: 0] += 1
    guard heard[entry.talk] == words else { return }
    heard[entry.talk] = 0
    run(.answer(entry.talk), on: client)
  }

  private func run(_ errand: Errand, on client: isolated Client) {
    errands.append(errand)
    if errands.count == 1 { client.wake(at: max(nextErrand, client.loop.now)) }
  }
}
