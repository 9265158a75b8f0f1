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
  /// An agent's console has sounded this ring; ring 0 is an invitation.
  case agentHeard(SocketID, ConversationID, ring: Int)
  /// An agent pressed "pick up".
  case agentPickedUp(SocketID, ConversationID)
  /// An agent said "not me": the ring passes on, or the invitation is over.
  case agentDeclined(SocketID, ConversationID)
  /// An agent wrote to the visitor.
  case agentSaid(SocketID, ConversationID, MessageID, String)
  /// An agent wrote to colleagues.
  case agentNoted(SocketID, ConversationID, MessageID, String)
  /// An agent asked a colleague into the talk.
  case agentInvited(SocketID, ConversationID, MessageID, AgentID, as: Part, String)
  /// An agent came into the talk.
  case agentJoined(SocketID, ConversationID)
  /// An agent took an invitation back.
  case agentWithdrew(SocketID, ConversationID)
  /// An agent who had been helping left the talk.
  case agentLeftTalk(SocketID, ConversationID)
  /// An agent began or stopped typing.
  ///
  /// With a draft, words that are not sent yet stand in their field.
  case agentTyped(SocketID, ConversationID, isTyping: Bool, hasDraft: Bool = false)
  /// An agent who picked up said that they are reading before they write.
  case agentHeld(SocketID, ConversationID)
  /// An agent has read up to this line.
  case agentSaw(SocketID, ConversationID, seq: Int)
  /// An agent opened the conversation on a console and holds lines up to `after`.
  case agentOpened(SocketID, ConversationID, after: Int)
  /// An agent no longer looks at the conversation.
  case agentClosed(SocketID, ConversationID)
  /// An agent ended the conversation.
  case agentEnded(SocketID, ConversationID)
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

/// A visitor's hello.
package struct Arrival: Sendable {
  /// Whose browser it is.
  package var visitor: VisitorID
  /// Where the widget stands.
  package var site: SiteID
  /// Where they are.
  package var place: Place
  /// The last line the page holds, when it holds any.
  package var resume: ResumePoint?
  /// How the page is reached.
  package var link: Link
  /// Whether the secret alone proves the person it belongs to, as a site may have it.
  package var isTrusted: Bool

  /// Puts the facts side by side.
  package init(
    visitor: VisitorID, site: SiteID, place: Place, resume: ResumePoint? = nil, link: Link = .webSocket,
    isTrusted: Bool = false
  ) {
    self.isTrusted = isTrusted
    (self.visitor, self.site, self.place, self.resume, self.link) = (visitor, site, place, resume, link)
  }
}

/// The last line of a conversation that a browser holds; a different mid at that seq means "reload".
package struct ResumePoint: Equatable, Sendable {
  /// Which conversation.
  package var conversation: ConversationID
  /// The last line's number; 0 for none.
  package var seq: Int
  /// The last line's name; nil for none.
  package var mid: MessageID?

  /// Puts the facts side by side.
  package init(conversation: ConversationID, seq: Int, mid: MessageID?) {
    (self.conversation, self.seq, self.mid) = (conversation, seq, mid)
  }
}
