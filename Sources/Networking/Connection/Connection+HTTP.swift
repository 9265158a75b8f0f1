import EventLoops
package import HTTPProtocol
import Primitives
import WebSocketProtocol

extension Connection {
  /// Answers a request whose handler said `later`; nothing if it was answered already or nobody waits any more.
  package func respond(_ response: HTTPResponse) {
    guard case .http(let exchange) = phase, exchange.isAnswering else { return }
    answer(response, exchange)
    takeAhead(exchange)
    sent()
  }

  /// Goes on with the requests that wait in the session, sent ahead of the answers before them.
  func takeAhead(_ exchange: HTTPExchange) {
    var nothing: [UInt8] = []
    var span = nothing.mutableSpan
    requested(&span, exchange)
  }

  func requested(_ bytes: inout MutableSpan<UInt8>, _ exchange: HTTPExchange) {
    var position = 0
    // Above the mark nothing more is answered: an answer may be two thousand times as long as its request.
    while case .http = phase, waiting <= limits.highWater,
      let event = exchange.session.next(in: bytes.span, from: &position, at: loop.now, answering: &outgoing)
    {
      switch event {
      case .request(let request): take(request, exchange)
      case .fault(let fault): refuse(fault, exchange)
      }
    }
    switch phase {
    case .webSocket(let exchange): webSocketReceived(&bytes, from: position, exchange)
    case .http: if position < bytes.count { exchange.session.postpone(bytes.span.extracting(droppingFirst: position)) }
    case .opening, .eventStream, .leaving, .closed: break
    }
    if intake == .ended { requestsEnded(exchange) }
  }

  /// The client sends no more requests, but still gets the answer under way (a half-closed connection).
  func requestsEnded(_ exchange: HTTPExchange) {
    guard case .http = phase, !exchange.isAnswering, !exchange.session.isAhead else { return }
    leave()
  }

  func passWaiting(_ exchange: HTTPExchange) {
    switch exchange.turn {
    case .server(let until):
      guard until <= loop.now else { return }
      answer(HTTPResponse(503, text: "no answer in time\n", closes: true), exchange)
    case .client:
      if case .fault(let fault) = exchange.session.pass(loop.now) { refuse(fault, exchange) }
      if exchange.session.isFinished { leave() }
    }
  }

  /// The server stops: the answer under way is the last one, and who waits for nothing is let go.
  func retire(_ exchange: HTTPExchange) {
    exchange.isLast = true
    if !exchange.isAnswering { leave() }
  }

  private func take(_ request: HTTPRequest, _ exchange: HTTPExchange) {
    exchange.turn = .server(until: loop.now + limits.answer)
    forwarded = service.options.forwarded(request.headers, from: peer)
    switch service.application.received(request, on: self) {
    case .respond(let response): answer(response, exchange)
    case .later: break
    case .upgrade(let upgrade): begin(upgrade, request, exchange)
    case .stream(let opening): begin(opening, exchange)
    }
  }

  private func answer(_ response: HTTPResponse, _ exchange: HTTPExchange) {
    var response = response
    response.closes = response.closes || exchange.isLast
    for field in strictTransport.fields { response.headers.add(field.name, field.value) }
    exchange.turn = .client
    exchange.session.respond(response, at: loop.now, date: service.date(at: loop.calendar), into: &outgoing)
    // One answer alone may be longer than the backlog; it is the last then.
    if exchange.session.isFinished || waiting > limits.backlog { leave() }
  }

  /// Told with every answer over TLS, if at all.
  var strictTransport: HTTPHeaders {
    guard let seconds = service.options.strictTransport, transport?.isSecure == true else { return [:] }
    return ["Strict-Transport-Security": "max-age=\(seconds)"]
  }

  private func refuse(_ fault: HTTPFault, _ exchange: HTTPExchange) {
    service.observer.noticed(.peerFault(id, reason: fault.description))
    answer(fault.response, exchange)
  }

  private func begin(_ upgrade: WebSocketUpgrade, _ request: HTTPRequest, _ exchange: HTTPExchange) {
    let handshake: OpeningHandshake
    do throws(HandshakeRefusal) {
      handshake = try OpeningHandshake(
        method: request.method.rawValue, isHTTP11: request.version == .http11, field: { request.headers[$0] })
    } catch {
      // A proxy in between may believe that the tunnel stands: nothing more is read from this connection.
      return answer(HTTPResponse(refusing: error), exchange)
    }
    var headers: HTTPHeaders = [:]
    for field in handshake.fields(subprotocol: upgrade.subprotocol, compression: handshake.compression) {
      headers.add(field.name, field.value)
    }
    let early = exchange.session.upgrade(headers, date: service.date(at: loop.calendar), into: &outgoing)
    let session =
      if let agreed = handshake.compression {
        WebSocketSession(
          .server, limits: upgrade.limits, at: loop.now, compressor: service.compressor, window: agreed.window)
      } else {
        WebSocketSession(.server, limits: upgrade.limits, at: loop.now)
      }
    becomeWebSocket(session, upgrade, early)
  }
}

extension HTTPResponse {
  fileprivate init(refusing refusal: HandshakeRefusal) {
    self.init(HTTPStatus(rawValue: refusal.status), text: "not a WebSocket handshake: \(refusal)\n", closes: true)
    for field in refusal.fields { headers.add(field.name, field.value) }
  }
}
