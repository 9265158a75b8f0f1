import EventLoops
import HTTPProtocol
import Primitives
import WebSocketProtocol

extension Connection {
  /// Something was put into `outgoing`: it goes out at the end of the turn, unless that would be too much.
  func sent() {
    if waiting > limits.backlog { cutOff() }
    guard !isWriteComing, !outgoing.isEmpty, let slot else { return }
    isWriteComing = true
    loop.atEndOfTurn(slot)
  }

  /// Writes what waits, as far as there is room, and goes on with requests for whose answers there is room again.
  func flush() {
    defer { loop.takeRoom(from: &outgoing) }
    write()
    guard case .http(let exchange) = phase, mayGoOn(exchange) else { return }
    takeAhead(exchange)
    write()
    // The rest in another turn: a fast reader of many answers leaves the others theirs.
    if case .http = phase, mayGoOn(exchange) { post { $0.goOn() } }
  }

  private func goOn() {
    flush()
    settle()
  }

  /// Whether requests were kept for want of room for their answers, and there is room again.
  private func mayGoOn(_ exchange: HTTPExchange) -> Bool {
    exchange.session.isAhead && !exchange.isAnswering && waiting <= limits.highWater
  }

  private func write() {
    guard waiting > 0 else { return }
    guard let count = transport?.write(&outgoing, on: loop) else { return finish() }
    if waiting == 0 {
      stall = nil
    } else if stall?.took(count) ?? true {
      stall = Stall(waiting: waiting, at: loop.now, limits)
    }
  }

  /// Bytes that are not yet the kernel's.
  var waiting: Int { outgoing.count &+ (transport?.waiting ?? 0) }

  /// Whether so much waits that nothing more is read of the peer.
  package var isBehind: Bool { waiting > limits.highWater }

  /// Begins the end: what is outgoing goes out, then the peer closes or is closed on.
  func leave() {
    switch phase {
    case .opening, .http, .webSocket, .eventStream: phase = .leaving(.sending)
    case .leaving, .closed: break
    }
  }

  /// A slow reader has its limit's worth waiting: it is told, in case it reads on, and comes back later for the rest.
  private func cutOff() {
    let (code, reason) = (limits.slowReaderCode, "too slow")
    let handler: any MessageHandler
    switch phase {
    case .webSocket(let exchange):
      exchange.session.close(code, reason: reason, at: loop.now, into: &outgoing)
      handler = exchange.handler
    case .eventStream(let exchange):
      sendLast(code, reason: reason, exchange)
      handler = exchange.handler
    case .opening, .http, .leaving, .closed: return
    }
    service.observer.noticed(.slowReader(id, waiting: waiting))
    phase = .leaving(.cutOff(handler))
  }

  /// After each event: makes the loop's watch and deadline what the state asks for.
  func settle() {
    if case .awaited = handshake, transport?.isEstablished == true { endHandshake() }
    sayFarewell()
    guard let slot, let descriptor = transport?.descriptor else { return }
    let wanted = wanted
    if wanted != watching || intake == .left {
      if intake == .left { intake = .open }
      watching = wanted
      loop.rewatch(descriptor, wanted, for: slot)
    }
    loop.setDeadline(nextDeadline, for: slot)
  }

  private func sayFarewell() {
    guard case .leaving(let farewell) = phase else { return }
    switch farewell {
    case .cutOff(let handler):
      phase = .leaving(.waiting(until: loop.now + limits.farewell))
      handler.closed(code: nil, on: self)
    case .lastEvent(let handler):
      phase = .leaving(.sending)
      handler.closed(code: nil, on: self)
      sayFarewell()
    case .sending where waiting == 0:
      guard intake != .ended else { return finish() }
      transport?.endWriting()
      phase = .leaving(.waiting(until: loop.now + limits.farewell))
    case .sending, .waiting: break
    }
  }

  private var wanted: Readiness {
    var wanted = Readiness.news
    if transport?.wantsRoom(for: outgoing) == true { wanted.insert(.writable) }
    if intake != .ended, isReadingWanted { wanted.insert(.readable) }
    return wanted
  }

  private var isReadingWanted: Bool {
    if case .inLine = handshake { return false }
    return switch phase {
    // One request at a time: the next ones wait in the kernel, where they cost the sender its window.
    case .http(let exchange): !exchange.isAnswering && waiting <= limits.highWater
    case .webSocket, .eventStream: waiting <= limits.highWater
    case .leaving: true
    case .opening, .closed: false
    }
  }
}
