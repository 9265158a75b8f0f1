import ChatDomain
import ChatWire
import CoreMetrics
import EventLoops
import Networking
import Primitives
import Storage
import WebSocketProtocol

/// A console's connection; who it is was proved by the cookie of the upgrade.
final class AgentEndpoint: MessageHandler {
  private let server: Services
  private let socket: SocketID
  private var stage: EndpointStage<SignedIn, SignedIn>
  private var commands: RateLimit
  private var answers: RateLimit

  init(_ signedIn: SignedIn?, refusal: CloseCode, server: Services, on connection: isolated Connection) {
    self.server = server
    socket = SocketID(connection.id.number)
    let now = connection.loop.now
    stage = EndpointStage(
      signedIn.map { .waitingForHello($0) } ?? .refused(refusal), hello: server.configuration.hello,
      heartbeat: Heartbeat(interval: EndpointLimits.agentBeat, patience: EndpointLimits.agentPatience, at: now), at: now
    )
    answers = RateLimit(burst: EndpointLimits.heardBurst, perSecond: EndpointLimits.heardPerSecond, at: now)
    commands = server.commandLimit(at: now)
  }

  func opened(on connection: isolated Connection) {
    if case .refused(let code) = stage.state { connection.close(code, reason: code.reason) }
  }

  func received(_ message: Span<UInt8>, kind: MessageKind, on connection: isolated Connection) {
    let now = connection.loop.now
    if stage.heard(at: now) == .back { post(.agentAnswered(socket)) }
    do throws(Refusal) {
      let command = try AgentCommand(message)
      guard command.isHeard ? answers.allows(at: now) : commands.allows(at: now) else {
        throw Refusal(.tooFast, ref: command.message?.mid, conversation: command.message?.conversation)
      }
      carryOut(command, on: connection)
    } catch { refuse(commands.counted(error, at: now), on: connection) }
  }

  func closed(code: CloseCode?, on connection: isolated Connection) {
    guard case .known = stage.state else { return }
    server.metrics.consoles.decrement()
    server.desk.take(.errand { [socket] in $0.disconnected(socket, .agentLeft(socket)) })
  }

  var nextDeadline: Instant? { stage.nextDeadline }

  func pass(_ now: Instant, on connection: isolated Connection) {
    let due = stage.pass(now)
    // An account that was removed or whose password changed is out by the next beat, on every device.
    if case .known(let signedIn) = stage.state, !server.accounts.isStill(signedIn) {
      return connection.close(.notSignedIn, reason: CloseCode.notSignedIn.reason)
    }
    // A ring that the console would not hear must not ring there; its conversations have their grace.
    if due == .beat(.missed) { post(.agentFellSilent(socket)) }
    connection.meet(due) { AgentWire.beat(at: connection.loop.calendar) }
  }

  private func carryOut(_ command: AgentCommand, on connection: isolated Connection) {
    switch (stage.state, command) {
    case (.known, .beat(isActive: true)): post(.agentActive(socket))
    case (.refused, _), (_, .beat): break
    case (.waitingForHello(let signedIn), .hello(let bell, let hand, let resume)):
      greet(signedIn, bell: bell, hand, resume: resume, on: connection)
    case (.waitingForHello, _): refuse(Refusal(.sayHelloFirst, ref: command.message?.mid), on: connection)
    case (.known, .hello): refuse(Refusal(.badField, field: "type"), on: connection)
    case (.known(let signedIn), let command): pass(command, of: signedIn)
    }
  }

  private func greet(
    _ signedIn: SignedIn, bell: Bool, _ hand: Hand, resume: [ResumePoint], on connection: isolated Connection
  ) {
    stage.greeted(by: signedIn)
    server.metrics.consoles.increment()
    let link = Link(connection.carrier)
    let came = DeskEvent.agentCame(
      socket, signedIn.profile, role: signedIn.role, capacity: signedIn.capacity, resume: resume)
    let errand = DeskLetter.errand { [socket, connection] desk in
      desk.connected(socket, connection, as: .agent, by: link, came)
      desk.happened(.agentTurnedBell(socket, isOn: bell, by: hand))
    }
    server.desk.take(errand)
  }

  private func pass(_ command: AgentCommand, of signedIn: SignedIn) {
    let socket = socket
    switch command {
    case .hello, .beat: break
    case .talk(let talk, let act) where act.line == nil: post(.agent(socket, talk, act))
    case .talk(let talk, let act): server.desk.take(.agentWrote(socket, signedIn.profile.id, talk, act))
    case .bell(let on): post(.agentTurnedBell(socket, isOn: on))
    case .remember(let talk, let text, let ref):
      server.desk.take(.errand { $0.remember(text, in: talk, by: signedIn.profile.id, on: socket, ref: ref) })
    case .block(let talk): server.desk.take(.errand { $0.change(.blocked, in: talk, by: signedIn, on: socket) })
    case .unblock(let talk): server.desk.take(.errand { $0.change(.welcome, in: talk, by: signedIn, on: socket) })
    }
  }

  private func post(_ event: DeskEvent) { server.desk.take(.event(event)) }

  private func refuse(_ refusal: Refusal, on connection: isolated Connection) {
    connection.refuse(refusal, counting: server.metrics) {
      AgentWire.encode(.refused(refusal), at: connection.loop.calendar)
    }
  }
}
