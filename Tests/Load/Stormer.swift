import EventLoops
import Networking
import WebSocketProtocol

/// Somebody who keeps a connection, and makes it again when it is lost.
actor Stormer: LoopActor {
  nonisolated let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private let target: Client.Target
  private let tally: Tally
  private var client: Client?

  init(_ target: Client.Target, on loop: EventLoop, tally: Tally) {
    (self.target, self.loop, self.tally) = (target, loop, tally)
  }

  func connect() {
    let client = Client(target, on: loop, handler: StormClient(of: self, tally))
    self.client = client
    client.onLoop { $0.connect() }
  }

  /// Loses the connection and makes it again at once.
  func reconnect() {
    let lost = client
    connect()
    lost?.onLoop { $0.leave(.reset) }
  }

  fileprivate func lost(_ client: Client) {
    guard self.client === client else { return }
    tally.retried()
    connect()
  }
}

/// Says when it is open, and when it was lost.
private final class StormClient: ClientHandler {
  private let owner: Stormer
  private let tally: Tally

  init(of owner: Stormer, _ tally: Tally) { (self.owner, self.tally) = (owner, tally) }

  func opened(on client: isolated Client) { tally.opened() }
  func received(_ message: Span<UInt8>, kind: MessageKind, on client: isolated Client) {}
  func closed(_ reason: String, on client: isolated Client) { owner.post { [client] in $0.lost(client) } }
}
