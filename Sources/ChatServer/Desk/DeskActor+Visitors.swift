import ChatDomain
import ChatWire
import EventLoops
import Logging
import Networking
import Primitives
import Storage
import WebSocketProtocol

extension DeskActor {
  /// A visitor wrote.
  ///
  /// The bound is the visitor's and not the connection's, so a new connection brings no new tokens.
  func visitorSaid(_ socket: SocketID, _ visitor: VisitorID, _ mid: MessageID, _ text: String) {
    guard limits.allows(visitor, at: loop.now) else {
      let refusal = Refusal(.tooFast, ref: mid)
      metrics.refused(refusal.code)
      return deliver(.tellVisitors([socket], .refused(refusal)))
    }
    hold(visitor: socket, saying: mid, text)
  }

  /// Whether somebody may keep the visitor of a talk out, or have them forgotten: its own agent and owners may.
  func mayDecide(_ agent: SignedIn, on conversation: ConversationID) -> Bool {
    agent.role == .owner || desk.ownAgent(of: conversation) == agent.profile.id
  }

  /// A page changed who its visitor is, or asks for lines that it misses.
  func visitorAsked(_ event: DeskEvent, _ kind: VisitorLimits.Kind, of visitor: VisitorID, on socket: SocketID) {
    guard limits.allows(visitor, kind, at: loop.now) else {
      metrics.refused(.tooFast)
      return deliver(.tellVisitors([socket], .refused(Refusal(.tooFast, field: kind.command))))
    }
    happened(event)
  }

  /// A page said hello; who does so again and again, faster than any browser, comes back later.
  func visitorCame(
    _ socket: SocketID, _ connection: Connection, as party: Switchboard.Party, by link: Link,
    from network: String, _ arrival: Arrival
  ) {
    guard limits.allows(arrival.visitor, .looks, at: loop.now) else {
      metrics.refused(.tooFast)
      return connection.post { $0.close(.tooMany, reason: "too many hellos of one visitor in a short time") }
    }
    connected(socket, connection, as: party, by: link, from: network, .visitorCame(socket, arrival))
  }

  /// The visitor of this talk may write no more, or again; the console that asked sees the card anew.
  func change(
    _ standing: PersonCard.Standing, in conversation: ConversationID, by agent: SignedIn, on console: SocketID
  ) {
    guard let acquaintance = desk.acquaintance(of: conversation) else {
      return refuse(.unknownTalk, conversation, console)
    }
    guard mayDecide(agent, on: conversation) else { return refuse(.notAllowed, conversation, console) }
    let visitor = acquaintance.visitor
    slow.run { [self] in
      do throws(StorageError) {
        switch standing {
        case .blocked: try blocklist.block(visitor)
        case .welcome: try blocklist.unblock(visitor)
        }
      } catch {
        log.error("block list not written", metadata: ["visitor": "\(visitor)", "error": "\(error)"])
        return post { $0.refuse(Refusal(.notKept, conversation: conversation), to: console) }
      }
      post { desk in
        // Only now: a page that was closed before would be let in again.
        if standing == .blocked { desk.turnAway(visitor) }
        desk.introduce(acquaintance, to: [console])
      }
    }
  }

  private func refuse(_ code: Refusal.Code, _ conversation: ConversationID, _ console: SocketID) {
    metrics.refused(code)
    deliver(.tellAgents([console], .refused(Refusal(code, conversation: conversation))))
  }

  private func turnAway(_ visitor: VisitorID) {
    for socket in desk.pages(of: visitor) {
      switchboard.connection(socket)?.post { $0.close(.blocked, reason: CloseCode.blocked.reason) }
    }
  }

  /// The server stops: every page learns when to come back, spread over some seconds so that they don't come at once.
  func sayGoodbye() {
    let (visitors, agents) = switchboard.everybody
    switchboard.put(SharedText(VisitorWire.bye(after: .seconds(2))), for: visitors)
    switchboard.put(SharedText(AgentWire.bye(after: .seconds(1))), for: agents)
    switchboard.leave()
  }
}
