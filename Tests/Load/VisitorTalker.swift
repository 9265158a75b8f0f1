import EventLoops
import Primitives
import WebSocketProtocol

/// A visitor: says something, waits for the agent's words or for the time of its next turn, says the next, and holds every
/// line's number against the last.
final class VisitorTalker: ClientHandler {
  private enum State {
    case idle
    case calling
    /// Answered before the measurement began.
    case holding
    case talking
  }

  private let number: Int
  private let words: Int
  private let rhythm: Rhythm
  private let tally: Tally
  private let measure: ChatMeasure
  private var writer: ChatWriter
  private var state = State.idle
  private var lastSeq = 0
  private var nextTurn = Instant(milliseconds: 0)

  init(number: Int, words: Int, rhythm: Rhythm, tally: Tally, measure: ChatMeasure) {
    (self.number, self.words, self.rhythm) = (number, words, rhythm)
    (self.tally, self.measure) = (tally, measure)
    writer = ChatWriter(number: number)
  }

  func opened(on client: isolated Client) {
    let secret = Base64.url.encoded((0..<32).map { _ in UInt8.random(in: 0...255) })
    client.say(
      """
      {"type":"hello","v":1,"secret":"\(secret)","page":{"url":"https://shop.example/\(number)","title":"A shelf"},\
      "referrer":"","lang":"en","tz":"UTC"}
      """)
  }

  func begin(on client: isolated Client) {
    switch state {
    case .idle:
      state = .calling
      client.say(writer.say())
      measure.said(1)
    case .holding, .talking:
      state = .talking
      takeTurns(on: client)
    case .calling: break
    }
  }

  private func takeTurns(on client: isolated Client) {
    nextTurn = client.loop.now
    guard case .every(let interval) = rhythm.tempo else { return speak(on: client) }
    // Anywhere in the first interval: visitors know nothing of each other.
    nextTurn = nextTurn + Milliseconds(.random(in: 0..<max(1, interval.count)))
    client.wake(at: nextTurn)
  }

  func woken(on client: isolated Client) {
    guard measure.stage == .talking else { return }
    speak(on: client)
  }

  private func speak(on client: isolated Client) {
    for _ in 0..<words { client.say(writer.say()) }
    measure.said(words)
    guard case .every(let interval) = rhythm.tempo else { return }
    // By the clock, however late the answers are: a slow server is not spared.
    nextTurn = nextTurn + interval
    client.wake(at: nextTurn)
  }

  func received(_ message: Span<UInt8>, kind: MessageKind, on client: isolated Client) {
    guard let notice = try? ChatNotice(message, ignoring: "talk") else { return tally.failed("a notice is no JSON") }
    switch notice.type {
    case "welcome": tally.opened()
    case "entry": take(notice, on: client)
    case "ack":
      guard let age = writer.acked(notice.mid) else { return tally.failed("a visitor's message was acked twice") }
      measure.acked(after: age)
    case "beat": client.say(#"{"type":"beat"}"#)
    case "error": measure.refused(notice.code)
    default: break
    }
  }

  func closed(_ reason: String, on client: isolated Client) { tally.failed("visitor \(number): \(reason)") }

  private func take(_ entry: ChatNotice, on client: isolated Client) {
    guard entry.seq == lastSeq + 1 else { return tally.failed("a visitor got \(entry.seq) after \(lastSeq)") }
    lastSeq = entry.seq
    guard entry.kind == "said", entry.by == "agent" else { return }
    switch state {
    case .calling:
      state = .holding
      tally.finished()
    case .talking:
      if let age = ChatWriter.age(of: entry.text) { measure.delivered(after: age) }
      answered(on: client)
    case .idle, .holding: break
    }
  }

  private func answered(on client: isolated Client) {
    switch rhythm.tempo {
    case .every: break
    case .answered(let pause) where pause.count > 0: client.wake(at: client.loop.now + pause)
    case .answered: woken(on: client)
    }
  }
}

extension Client {
  func say(_ command: String) {
    let bytes = Array(command.utf8)
    send(bytes.span, kind: .text)
  }
}
