package import Primitives

/// What a visitor's page can be told.
///
/// What is large and seldom stands behind a reference: each effect is moved several times on its way.
package enum VisitorNotice: Equatable, Sendable {
  /// The answer to hello: who is here and, when one is open, the talk.
  indirect case welcome(here: [Profile], talk: VisitorTalk?)
  /// As whom this connection counts from here on.
  case identified(PersonID, Proof)
  /// One new line.
  case entry(ConversationID, Entry)
  /// Lines `after < seq <= through`, in order, answering a hello or a gap.
  case entries(ConversationID, after: Int, [Entry])
  /// These words are on disk as line `seq`.
  case ack(ConversationID, MessageID, seq: Int, at: Instant)
  /// The talk's state changed.
  indirect case talk(VisitorTalk)
  /// The agent types, or no longer does.
  case typing(ConversationID, Profile, isTyping: Bool)
  /// The agent has read up to this line.
  case seen(ConversationID, seq: Int)
  /// Who is on the bell now.
  case here([Profile])
  /// A command was refused.
  indirect case refused(Refusal)
}

/// What a visitor may know of the state of their talk.
package struct VisitorTalk: Equatable, Sendable {
  /// Which conversation.
  package var conversation: ConversationID
  /// The last line's number.
  package var seq: Int
  /// What goes on.
  package var state: State
  /// How far the agent has read.
  package var seenByAgent: Int
  /// Who comes back, and when, while nobody is here and the rota says.
  package var back: Return?

  /// What goes on in a talk.
  package enum State: Equatable, Sendable {
    /// Nobody can be rung now; the words are kept.
    case waiting(Waiting)
    /// These people are being rung.
    case ringing(ring: Int, [Profile])
    /// This person has it, perhaps away just now, these help, and this one has been asked to take it over.
    case active(Profile, with: [Profile] = [], asking: Profile? = nil, isAway: Bool = false)
    /// It is over.
    case ended(Ending)
  }

  /// Puts the facts side by side.
  package init(conversation: ConversationID, seq: Int, state: State, seenByAgent: Int, back: Return? = nil) {
    (self.conversation, self.seq, self.state, self.seenByAgent) = (conversation, seq, state, seenByAgent)
    self.back = back
  }
}

/// What an agent's console can be told.
package enum AgentNotice: Equatable, Sendable {
  /// The answer to hello: who you are, who is here and every open talk.
  indirect case welcome(you: Colleague, role: Role, team: [Colleague], talks: [TalkSummary])
  /// A talk is new or its state changed (also the end: phase `ended`).
  indirect case talk(TalkSummary)
  /// This talk rings for you: make it heard.
  ///
  /// Softly: you have as many talks as you can hold, and so has everybody else.
  case ring(ConversationID, ring: Int, until: Instant, soft: Bool = false)
  /// A colleague asks you into this talk: make it heard.
  case invitation(ConversationID, Invited, text: String)
  /// You pressed "pick up" and somebody else had been faster.
  case taken(ConversationID, by: Profile)
  /// One new line.
  case entry(ConversationID, Entry)
  /// Lines `after < seq`, in order.
  case entries(ConversationID, after: Int, [Entry])
  /// These words are on disk as line `seq`.
  case ack(ConversationID, MessageID, seq: Int, at: Instant)
  /// Somebody types (nil: the visitor), or no longer does.
  case typing(ConversationID, Profile?, isTyping: Bool)
  /// The visitor has read up to this line.
  case seen(ConversationID, seq: Int)
  /// A fact stands in the person's file, on disk.
  case kept(ConversationID, ref: MessageID)
  /// What the shop knows of the person in this talk.
  indirect case card(ConversationID, PersonCard)
  /// Somebody came, left, or went on or off the bell.
  case team([Colleague])
  /// How the whole team has kept its promise today: so many of all visitors were answered by the second ring.
  case promise(second: Int, of: Int)
  /// A command was refused.
  indirect case refused(Refusal)
}
