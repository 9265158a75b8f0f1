import ChatDomain
import Primitives

extension ShopSimulation {
  /// A ring reaches a console; whoever sits there picks up within it, or doesn't.
  mutating func hears(_ index: Int, _ id: ConversationID, _ ring: Int) {
    guard let console = workers[index].console, chats[id] != nil else { return }
    let isThere = workers[index].whereabouts == .there
    if isThere || shop.proof != .asleep { play(.agent(console, id, .heard(ring: ring))) }
    guard isThere, dice.happens(shop.pickUp) else { return }
    plan(.picksUp(index, id, ring: ring), in: dice.within(shop.ring - .network - .network))
  }

  mutating func picksUp(_ index: Int, _ id: ConversationID, _ ring: Int) {
    guard let console = workers[index].console, chats[id] != nil else { return }
    guard case .ringing(ring, _, _) = desk.conversation(id)?.phase else { return }
    play(.agent(console, id, .pickUp))
    guard holder(of: id) == workers[index].profile.id else { return }
    workers[index].talks += 1
    let words = dice.around(shop.firstWords - .thinking) + .thinking
    // Somebody who writes is seen writing, long before the pick-up would be void.
    for typing in stride(from: 1_000, to: words.count, by: 4_000) { plan(.types(index, id), in: Milliseconds(typing)) }
    plan(.speaks(index, id), in: words)
  }

  private func holder(of id: ConversationID) -> AgentID? { desk.conversation(id)?.phase.agent }

  mutating func types(_ index: Int, _ id: ConversationID) {
    guard let console = workers[index].console, chats[id] != nil else { return }
    play(.agent(console, id, .type(isTyping: true)))
  }

  mutating func speaks(_ index: Int, _ id: ConversationID) {
    guard let console = workers[index].console, holder(of: id) == workers[index].profile.id else {
      return lost(index, id)
    }
    play(.agent(console, id, .say(nextMessage(), "It is. Shall I put it aside for you?")))
    let rest = if case .days = shop.play { dice.around(shop.talk) } else { Milliseconds(1) }
    plan(.ends(index, id), in: rest)
  }

  /// The network was gone when the words were ready, or the talk is somebody else's by now.
  private mutating func lost(_ index: Int, _ id: ConversationID) {
    if workers[index].console == nil, holder(of: id) == workers[index].profile.id {
      return plan(.speaks(index, id), in: .seconds(1))
    }
    workers[index].talks -= 1
  }

  mutating func ends(_ index: Int, _ id: ConversationID) {
    guard let console = workers[index].console else { return plan(.ends(index, id), in: .seconds(1)) }
    workers[index].talks -= 1
    // Released meanwhile, because their network was gone for too long: whoever has it now ends it.
    guard holder(of: id) ?? workers[index].profile.id == workers[index].profile.id else { return }
    if case .days = shop.play, dice.happens(shop.leftOpen) { return isLeftOpen(id) }
    play(.agent(console, id, .end))
  }
}

extension Milliseconds {
  /// Nobody's first words come sooner after the pick-up.
  static let thinking = Milliseconds.seconds(1)

  static func - (left: Milliseconds, right: Milliseconds) -> Milliseconds {
    Milliseconds(Swift.max(0, left.count &- right.count))
  }
  static func + (left: Milliseconds, right: Milliseconds) -> Milliseconds {
    let (sum, overflow) = left.count.addingReportingOverflow(right.count)
    return Milliseconds(overflow ? .max : sum)
  }
}
