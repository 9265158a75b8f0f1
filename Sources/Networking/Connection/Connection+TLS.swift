import EventLoops
import HTTPProtocol
import Primitives

extension Connection {
  /// Speaks TLS from the first byte on, if the listener does; false when there is no room or memory for one more.
  func secure() -> Bool {
    guard let tls = service.options.tls else { return true }
    guard service.table.beginHandshake(limit: limits.handshakesPending) else {
      service.observer.noticed(.handshakeRefused(id))
      return false
    }
    handshake = .awaited(until: loop.now + limits.handshake)
    return transport?.secure(with: tls.context) ?? false
  }

  /// It is done, or will never be.
  func endHandshake() {
    if case .done = handshake { return }
    handshake = .done
    service.table.endHandshake()
  }

  /// Whether this turn has room for what came; else it is read in one that has.
  func mayShakeHands() -> Bool {
    guard case .awaited(let until) = handshake, !service.handshakes.allows(in: loop.turnNumber) else { return true }
    handshake = .inLine(until: until)
    if service.handshakes.wait(self) { service.postHandshakes() }
    return false
  }

  /// The turn has come.
  func shakeHands() {
    guard case .inLine(let until) = handshake else { return }
    handshake = .awaited(until: until)
    handle { $0.read() }
  }

  /// Somebody asks for http:// where https:// is spoken: is told so in plain words.
  func refusePlainText() {
    guard case .http = phase else { return finish() }
    transport?.endSecrecy()
    service.observer.noticed(.peerFault(id, reason: "plain HTTP where TLS is spoken"))
    let answer = HTTPResponse(400, text: "TLS is spoken here: ask for https:// or wss://\n", closes: true)
    ResponseWriter.append(answer, closes: true, date: service.date(at: loop.calendar), to: &outgoing)
    leave()
  }
}

extension ConnectionService {
  /// In another turn those in line go on, a few at a time.
  func postHandshakes() {
    loop.post { [self] in
      for connection in handshakes.takeNext(in: loop.turnNumber) { connection.onLoop { $0.shakeHands() } }
      if handshakes.isAnybodyWaiting { postHandshakes() }
    }
  }
}
