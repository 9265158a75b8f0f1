package import EventLoops
import HTTPProtocol
import Primitives
import WebSocketProtocol

/// The life of one socket, in this order: opened, read, answered, written, and at last left and closed.
package actor Connection: LoopActor, LoopClient {
  /// opening -> http -> (webSocket | eventStream) -> leaving -> closed; every step may be skipped.
  enum Phase {
    case opening
    case http(HTTPExchange)
    case webSocket(WebSocketExchange)
    case eventStream(EventStreamExchange)
    /// All is said: the last bytes go out, and then the peer may close.
    case leaving(Farewell)
    case closed
  }

  /// What may come from the peer: open <-> left -> ended.
  enum Intake {
    case open
    /// Some of it is here and was not read; the loop, which tells of news only, must be asked to tell again.
    case left
    case ended
  }

  /// The number that names it in the log.
  package nonisolated let id: ConnectionID
  /// The other end of the socket: the visitor, or a proxy.
  package nonisolated let peer: IPAddress
  nonisolated let service: ConnectionService

  var phase = Phase.opening
  var transport: Transport?
  var outgoing = ByteQueue()
  var intake = Intake.open
  var slot: Slot?
  /// What the loop watches the socket for.
  // News only: the kernel would look at each socket a second time after its event, to see whether it lasts. With thousands
  // of them what it looks at has left the cache by then: some 3 % of an echo.
  var watching: Readiness = [.readable, .news]
  /// What the peer must take of `outgoing`, and until when.
  var stall: Stall?
  /// How far TLS is.
  var handshake = Handshake.done
  /// The end of the turn has been asked for, or an event of the socket is being handled: a write follows anyway.
  var isWriteComing = false
  /// What a trusted proxy says of the visitor; nil when nothing stands between us.
  var forwarded: Forwarded?
  /// The address, or the IPv6 network, this connection is counted under.
  var claimed: IPAddress?

  init(_ socket: consuming Socket, from peer: IPAddress, service: ConnectionService) {
    id = service.table.makeID()
    self.peer = peer
    self.service = service
    transport = Transport(socket)
  }

  /// The loop it lives on.
  package nonisolated var loop: EventLoop { service.loop }
  // Stated here and not only by LoopActor: an actor with an executor of its own carries no job queue.
  /// The loop runs its jobs.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
  nonisolated var limits: ConnectionLimits { service.limits }

  /// Begins: counted, watched, and waiting for a request.
  func open() {
    guard case .opening = phase, let descriptor = transport?.descriptor else { return }
    service.table.insert(self)
    let slot = loop.register(self)
    self.slot = slot
    guard claimPeer(), secure() else { return finish() }
    do throws(SystemError) {
      try loop.watch(descriptor, watching, for: slot)
    } catch {
      service.observer.noticed(.watchFailed(id, error))
      return finish()
    }
    phase = .http(HTTPExchange(service.options.limits.http, at: loop.now))
    settle()
  }

  /// The socket has news.
  package nonisolated func ready(_ readiness: Readiness) { onLoop { $0.handle(readiness) } }

  /// The earliest of the deadlines came.
  package nonisolated func deadlinePassed() { onLoop { $0.pass() } }

  /// What was sent in this turn goes out in one write.
  package nonisolated func turnEnds() {
    onLoop { connection in
      connection.isWriteComing = false
      connection.flush()
      connection.settle()
    }
  }

  private func handle(_ readiness: Readiness) {
    handle { if readiness.isInput { $0.readable(readiness) } }
  }

  /// Whatever the event says to send goes out in one write.
  func handle(_ event: (isolated Connection) -> Void) {
    isWriteComing = true
    loop.lendRoom(to: &outgoing)
    event(self)
    flush()
    isWriteComing = false
    settle()
  }

  /// Ends it at once, whatever was under way.
  func abandon() {
    transport?.resetOnClose()
    finish()
  }

  /// The socket is gone or given up: tells the handler, and frees everything.
  func finish() {
    if case .closed = phase { return }
    let last = phase
    phase = .closed
    if let slot { loop.unregister(slot) }
    slot = nil
    transport = nil
    endHandshake()
    outgoing = ByteQueue()
    if let claimed { service.table.release(claimed) }
    service.table.remove(self)
    switch last {
    case .webSocket(let exchange): exchange.handler.closed(code: nil, on: self)
    case .eventStream(let exchange): exchange.handler.closed(code: nil, on: self)
    case .leaving(.cutOff(let handler)), .leaving(.lastEvent(let handler)): handler.closed(code: nil, on: self)
    case .opening, .http, .leaving, .closed: break
    }
  }

  /// The visitor's address: the peer's, or the one a trusted proxy names.
  package var address: String { visitor.description }
  /// The visitor's address as a value.
  package var visitor: IPAddress { forwarded?.visitor ?? peer }
  /// Whether a trusted proxy speaks for the visitor.
  package var isForwarded: Bool { forwarded != nil }
  /// Whether the visitor's browser speaks TLS, with us or with a trusted proxy.
  package var isSecure: Bool { forwarded?.isSecure ?? (transport?.isSecure ?? false) }

  /// The server stops: an answer under way is the last, what carries messages is closed with `code`.
  func retire(_ code: CloseCode, reason: String) {
    switch phase {
    case .opening: finish()
    case .http(let exchange): retire(exchange)
    case .webSocket, .eventStream: close(code, reason: reason)
    case .leaving, .closed: break
    }
    flush()
    settle()
  }

  private func claimPeer() -> Bool {
    // A proxy is counted for no one; whom it speaks for is known with the request.
    service.options.trusts(peer) || claim(peer)
  }

  func claim(_ address: IPAddress) -> Bool {
    let network = address.network
    guard service.table.claim(network, limit: limits.connectionsPerAddress) else {
      service.observer.noticed(.addressRefused(id, network))
      return false
    }
    claimed = network
    return true
  }
}
