import ChatDomain
import ChatWire
import CoreMetrics
import EventLoops
import Networking
import Primitives
import Secrets
import Storage
import TranscriptFormat
import WebSocketProtocol

/// A visitor's connection: what the page says becomes desk events; what is wrong is answered at once.
final class VisitorEndpoint: MessageHandler {
  private let site: SiteFile?
  private let server: Services
  private let socket: SocketID
  private let welcome: VisitorWire.Site?
  private let addresses: AddressFilter
  private var stage: EndpointStage<Void, VisitorID>
  private var commands: RateLimit

  init(site: SiteFile?, refusal: CloseCode?, server: Services, on connection: isolated Connection) {
    (self.site, self.server) = (site, server)
    addresses = AddressFilter(secretParameters: site?.secretParameters ?? [])
    welcome = site.map { VisitorWire.Site(id: $0.id, name: $0.name) }
    socket = SocketID(connection.id.number)
    let now = connection.loop.now
    stage = EndpointStage(
      refusal.map { .refused($0) } ?? .waitingForHello(()), hello: server.configuration.hello,
      heartbeat: Heartbeat(interval: EndpointLimits.visitorBeat, at: now), at: now)
    commands = server.commandLimit(at: now)
  }

  func opened(on connection: isolated Connection) {
    // A browser retries for ever when the upgrade itself is refused, so refusals come as close codes (design 5.6).
    if case .refused(let code) = stage.state { connection.close(code, reason: code.reason) }
  }

  func received(_ message: Span<UInt8>, kind: MessageKind, on connection: isolated Connection) {
    let now = connection.loop.now
    stage.heard(at: now)
    do throws(Refusal) {
      let command = try VisitorCommand(message)
      // By name: words that are neither acked nor refused would wait in the page's outbox until it reconnects.
      guard commands.allows(at: now) else { throw Refusal(.tooFast, ref: command.mid) }
      carryOut(command, on: connection)
    } catch {
      refuse(commands.counted(error, at: now), on: connection)
      if error.code == .badField { turnAway(on: connection) }
    }
  }

  func closed(code: CloseCode?, on connection: isolated Connection) {
    guard case .known = stage.state else { return }
    server.metrics.visitors.decrement()
    server.desk.take(.errand { [socket] in $0.disconnected(socket, .visitorLeft(socket)) })
  }

  var nextDeadline: Instant? { stage.nextDeadline }

  func pass(_ now: Instant, on connection: isolated Connection) {
    connection.meet(stage.pass(now)) { VisitorWire.beat(at: connection.loop.calendar) }
  }

  private func carryOut(_ command: VisitorCommand, on connection: isolated Connection) {
    switch (stage.state, command) {
    case (.refused, _), (_, .beat): break
    case (.waitingForHello, .hello(let hello)): greet(hello, on: connection)
    case (.waitingForHello, _): refuse(Refusal(.sayHelloFirst, ref: command.mid), on: connection)
    case (.known, .hello): refuse(Refusal(.badField, field: "type"), on: connection)
    case (.known(let visitor), let command): pass(command, of: visitor, on: connection)
    }
  }

  private func greet(_ hello: VisitorHello, on connection: isolated Connection) {
    guard let site, let welcome else { return }
    let visitor = VisitorID(hashing: hello.secret)
    guard !server.shop.blocklist.contains(visitor) else {
      stage.refuse(.blocked)
      return connection.close(.blocked, reason: CloseCode.blocked.reason)
    }
    stage.greeted(by: visitor)
    server.metrics.visitors.increment()
    let link = Link(connection.carrier)
    let place = addresses.cleaned(hello.place)
    let arrival = Arrival(
      visitor: visitor, site: site.id, place: place, resume: hello.resume, link: link,
      isTrusted: site.identified == .somewhere)
    let (party, network) = (Switchboard.Party.visitor(welcome), connection.visitor.network.description)
    let errand = DeskLetter.errand { [socket, connection] desk in
      desk.visitorCame(socket, connection, as: party, by: link, from: network, arrival)
    }
    server.desk.take(errand)
  }

  private func pass(_ command: VisitorCommand, of visitor: VisitorID, on connection: isolated Connection) {
    let socket = socket
    switch command {
    case .hello, .beat: break
    case .say(let mid, let text): server.desk.take(.visitorWrote(socket, visitor, mid, text))
    case .typing(let on): post(.visitorTyped(socket, isTyping: on))
    case .seen(let seq): post(.visitorSaw(socket, seq: seq))
    case .page(let page): post(.visitorWent(socket, addresses.cleaned(page)))
    case .sync(let after):
      server.desk.take(.visitorAsked(socket, visitor, .looks, .visitorMissed(socket, after: after)))
    case .identify(let claim): identify(claim, of: visitor, on: connection)
    }
  }

  private func identify(_ claim: IdentityClaim, of visitor: VisitorID, on connection: isolated Connection) {
    guard let site else { return }
    // The site as its file is now: a secret that was changed proves nobody on connections of before.
    let current = server.shop.sites.site(site.id) ?? site
    let found = Identification(claim, of: visitor, on: current, server.shop.customers, at: connection.loop.calendar)
    if let refusal = found.refusal { refuse(refusal, on: connection) }
    guard let identity = found.identity else { return }
    let event = DeskEvent.visitorIdentified(socket, identity, by: found.field)
    server.desk.take(.visitorIdentified(event, isProof: identity.proof == .proved, visitor, socket))
  }

  private func post(_ event: DeskEvent) { server.desk.take(.event(event)) }

  /// A page that can't greet will not learn it by trying again.
  private func turnAway(on connection: isolated Connection) {
    guard case .waitingForHello = stage.state else { return }
    stage.refuse(.badHello)
    connection.close(.badHello, reason: "see the error before")
  }

  private func refuse(_ refusal: Refusal, on connection: isolated Connection) {
    connection.refuse(refusal, counting: server.metrics) {
      welcome.map { VisitorWire.encode(.refused(refusal), at: connection.loop.calendar, site: $0) }
    }
  }
}
