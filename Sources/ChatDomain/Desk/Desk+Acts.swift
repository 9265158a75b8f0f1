extension Desk {
  func agentActed(_ socket: SocketID, _ id: ConversationID, _ act: TalkAct) {
    if act.isByHand { agentActive(socket) }
    switch act {
    case .pickUp: agentPickedUp(socket, id)
    case .heard(let ring): agentHeard(socket, id, ring)
    case .decline: agentDeclined(socket, id)
    case .say(let mid, let text): agentSaid(socket, id, mid, text)
    case .note(let mid, let text): agentNoted(socket, id, mid, text)
    case .invite(let mid, let colleague, let part, let text): agentInvited(socket, id, mid, colleague, part, text)
    case .join: agentJoined(socket, id)
    case .withdraw: agentWithdrew(socket, id)
    case .leave: agentLeftTalk(socket, id)
    case .type(let isTyping, let hasDraft): agentTyped(socket, id, isTyping, hasDraft)
    case .hold: agentHeld(socket, id)
    case .see(let seq): agentSaw(socket, id, seq)
    case .open(let after): agentOpened(socket, id, after)
    case .close: agentClosed(socket, id)
    case .end: agentEnded(socket, id)
    }
  }
}
