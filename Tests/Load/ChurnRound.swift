import EventLoops
import Networking
import WebSocketProtocol

/// A share of the connections that come and go, so many at a time: whenever one is over, the next begins.
actor ChurnRound: LoopActor {
  nonisolated let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private var numbers: Range<Int>
  private let plain: Client.Target
  private let secured: Client.Target
  private let tally: Tally

  init(numbers: Range<Int>, plain: Client.Target, secured: Client.Target, on loop: EventLoop, tally: Tally) {
    (self.numbers, self.plain, self.secured, self.loop, self.tally) = (numbers, plain, secured, loop, tally)
  }

  func begin(_ together: Int) {
    for _ in 0..<together { next() }
  }

  fileprivate func over(_ fault: String?) {
    if let fault { tally.failed(fault) } else { tally.finished() }
    next()
  }

  private func next() {
    guard let number = numbers.popFirst() else { return }
    let way = ChurnWay.all[number % ChurnWay.all.count]
    let client = Client(way.isSecure ? secured : plain, on: loop, handler: ChurnTalker(way, in: self))
    client.onLoop { $0.connect() }
  }
}

/// One way of coming and going.
struct ChurnWay: Sendable {
  enum Moment: Sendable { case greeted, opened, answered }

  let isSecure: Bool
  let moment: Moment
  let ending: Client.Ending

  /// Three of five are plain; a TLS handshake costs as much as ten connections without.
  static let all: [ChurnWay] = [
    ChurnWay(isSecure: false, moment: .greeted, ending: .reset),
    ChurnWay(isSecure: false, moment: .greeted, ending: .end),
    ChurnWay(isSecure: false, moment: .opened, ending: .end),
    ChurnWay(isSecure: false, moment: .opened, ending: .reset),
    ChurnWay(isSecure: false, moment: .answered, ending: .closeHandshake),
    ChurnWay(isSecure: false, moment: .answered, ending: .reset),
    ChurnWay(isSecure: true, moment: .greeted, ending: .reset),
    ChurnWay(isSecure: true, moment: .greeted, ending: .end),
    ChurnWay(isSecure: true, moment: .opened, ending: .reset),
    ChurnWay(isSecure: true, moment: .answered, ending: .closeHandshake),
  ]
}

/// Leaves at its moment, in its way.
private final class ChurnTalker: ClientHandler {
  private let way: ChurnWay
  private let round: ChurnRound
  private var isLeaving = false

  init(_ way: ChurnWay, in round: ChurnRound) { (self.way, self.round) = (way, round) }

  func greeted(on client: isolated Client) { leave(.greeted, client) }

  func opened(on client: isolated Client) {
    guard way.moment == .answered else { return leave(.opened, client) }
    let message = [UInt8](repeating: 42, count: 512)
    client.send(message.span, kind: .binary)
  }

  func received(_ message: Span<UInt8>, kind: MessageKind, on client: isolated Client) { leave(.answered, client) }

  func closed(_ reason: String, on client: isolated Client) {
    let fault = isLeaving ? nil : "\(way): \(reason)"
    round.post { $0.over(fault) }
  }

  private func leave(_ moment: ChurnWay.Moment, _ client: isolated Client) {
    guard way.moment == moment else { return }
    isLeaving = true
    client.leave(way.ending)
  }
}
