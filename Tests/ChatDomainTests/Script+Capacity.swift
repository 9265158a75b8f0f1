import ChatDomain
import ChatTesting
import Primitives

extension Script {
  /// Anna with as many answered talks as she holds; the visitors' pages.
  mutating func busy(_ name: String = "anna", from visitor: UInt64 = 1) -> (
    console: SocketID, pages: [SocketID], talks: [ConversationID]
  ) {
    let console = agentComes(name)
    let begun = (visitor...visitor + 1).map { number in
      wait(.milliseconds(1))
      return newTalk(number)
    }
    for (_, talk) in begun { agent(console, says: "Hello", in: talk) }
    return (console, begun.map(\.0), begun.map(\.1))
  }

  func ringing(_ talk: ConversationID) -> (ring: Int, agents: [AgentID], isSoft: Bool)? {
    guard case .ringing(let ring, _, let agents, let soft)? = desk.summary(of: talk)?.state else { return nil }
    return (ring, agents, soft)
  }

  func rests(_ talk: ConversationID) -> Bool? {
    guard case .active(_, _, let rests)? = desk.summary(of: talk)?.state else { return nil }
    return rests
  }

  func soft(_ console: SocketID) -> [Bool] {
    consoles[console]?.compactMap { if case .ring(_, _, _, let soft) = $0 { soft } else { nil } } ?? []
  }
}
