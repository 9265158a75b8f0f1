import ChatDomain
import ChatWire
import EventLoops
import Logging
import Networking
import Primitives
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

  /// The visitor of this talk may write no more: their pages are closed, and stay so.
  func block(_ conversation: ConversationID) {
    guard let visitor = desk.acquaintance(of: conversation)?.visitor else { return }
    for socket in desk.pages(of: visitor) {
      switchboard.connection(socket)?.post { $0.close(.blocked, reason: CloseCode.blocked.reason) }
    }
    keep(blocking: visitor) { try $0.block(visitor) }
  }

  /// The visitor of this talk may write again.
  func unblock(_ conversation: ConversationID) {
    guard let visitor = desk.acquaintance(of: conversation)?.visitor else { return }
    keep(blocking: visitor) { try $0.unblock(visitor) }
  }

  /// The server stops: every page learns when to come back, spread over some seconds so that they don't come at once.
  func sayGoodbye() {
    let (visitors, agents) = switchboard.everybody
    switchboard.put(WebSocketFrame.text(VisitorWire.bye(after: .seconds(2))), for: visitors)
    switchboard.put(WebSocketFrame.text(AgentWire.bye(after: .seconds(1))), for: agents)
    switchboard.leave()
  }

  private func keep(blocking visitor: VisitorID, _ change: @escaping @Sendable (Blocklist) throws -> Void) {
    slow.run { [blocklist, log] in
      do { try change(blocklist) } catch {
        log.error("block list not written", metadata: ["visitor": "\(visitor)", "error": "\(error)"])
      }
    }
  }
}
