package import Primitives

/// Everything that can happen to the desk, in the past tense; the shell says when.
package enum DeskEvent: Sendable {
  /// A visitor's page said hello (again): a tab opened, came back or moved to the next page.
  case visitorCame(SocketID, Arrival)
  /// A visitor's connection closed.
  case visitorLeft(SocketID)
  /// A visitor wrote; the first words open the conversation.
  case visitorSaid(SocketID, MessageID, String)
  /// What a browser said in talks that have left memory was read from the files.
  case visitorRecalled(SocketID, PastLines)
  /// What a browser said before a proof was read from the files: ended talks that had left memory.
  case talksRecalled([Conversation])
  /// A visitor began or stopped typing.
  case visitorTyped(SocketID, isTyping: Bool)
  /// A visitor has read up to this line.
  case visitorSaw(SocketID, seq: Int)
  /// A visitor moved to another page without a new connection.
  case visitorWent(SocketID, Page)
  /// The shop's page (proved) or the visitor (claimed) said who this is, by that field of the command.
  case visitorIdentified(SocketID, Identity, by: String = "id")
  /// A visitor's page misses lines after this one.
  case visitorMissed(SocketID, after: Int)

  /// An agent's console said hello (again), with the last lines it holds.
  case agentCame(SocketID, Profile, role: Role = .agent, capacity: Int, resume: [ResumePoint])
  /// An agent's console closed or stopped answering.
  case agentLeft(SocketID)
  /// An agent went on or off the bell, or a page that came back by itself says that they are.
  case agentTurnedBell(SocketID, isOn: Bool, by: Hand = .person)
  /// A person's hand was at an agent's console.
  case agentActive(SocketID)
  /// An agent's console has missed a beat: nothing shows that anybody would hear a ring there.
  case agentFellSilent(SocketID)
  /// A console that had missed a beat answers again.
  case agentAnswered(SocketID)
  /// An agent did something in a conversation.
  case agent(SocketID, ConversationID, TalkAct)
  /// An agent's account changed its name or face.
  case agentRenamed(Profile)
  /// An agent's account was removed.
  case agentRemoved(AgentID)

  /// The team's files say who is on call and when who comes to the desk.
  case rosterChanged(Roster)

  /// These talks' files were erased: nothing of them stays in memory.
  case talksErased(Set<ConversationID>)

  /// The disk has room for new words, or has none.
  case diskFilled(isFull: Bool)

  /// Somebody set the machine's clock: the calendar is now that far ahead of the clock that events come by.
  case clockSet(ahead: Milliseconds)
}

/// Who did something at a console.
package enum Hand: Sendable {
  /// Somebody who sits there.
  case person
  /// The page by itself: a network came back, and nobody may be there to see it.
  case page
}
