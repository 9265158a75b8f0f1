/// What an agent does in a conversation, as the console commands it.
package enum TalkAct: Equatable, Sendable {
  /// "I take it."
  case pickUp
  /// This ring sounds here; ring 0 is an invitation.
  case heard(ring: Int)
  /// "Not me": the ring passes on, or the invitation is over.
  case decline
  /// Words for the visitor.
  case say(MessageID, String)
  /// Words for colleagues.
  case note(MessageID, String)
  /// "Come in, or take over": a colleague, as what, and the words that go with it.
  case invite(MessageID, AgentID, as: Part, String)
  /// "I come": the answer to an invitation, or an owner's own wish.
  case join
  /// I ask no more.
  case withdraw
  /// I help no more.
  case leave
  /// Typing began or stopped; with a draft, words that are not sent yet stand in the field.
  case type(isTyping: Bool, hasDraft: Bool = false)
  /// "I am reading": a pick-up without words is held for the full time.
  case hold
  /// Everything up to this line has been read.
  case see(seq: Int)
  /// Show me this conversation; I hold its lines up to `after`.
  case open(after: Int)
  /// I no longer look at it.
  case close
  /// It is over.
  case end

  /// Whether it shows a person's hand at the console; a page may do the others by itself.
  var isByHand: Bool {
    switch self {
    case .pickUp, .decline, .say, .note, .invite, .join, .withdraw, .leave, .hold, .end: true
    case .type(let isTyping, _): isTyping
    case .heard, .see, .open, .close: false
    }
  }

  /// The line that it wants written, under the name that its author gave it; nil for what carries no words.
  package var line: (mid: MessageID, fact: Fact)? {
    switch self {
    case .say(let mid, let text): (mid, .said(Body(text: text)))
    case .note(let mid, let text): (mid, .noted(Body(text: text)))
    case .invite(let mid, let colleague, let part, let text):
      (mid, .invited(NamedAgent(id: colleague, name: ""), as: part, Body(text: text)))
    case .pickUp, .heard, .decline, .join, .withdraw, .leave, .type, .hold, .see, .open, .close, .end: nil
    }
  }
}
