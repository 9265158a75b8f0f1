package import ChatDomain
import Primitives

/// What an agent's console can ask for.
package enum AgentCommand: Equatable, Sendable {
  /// Sent first after every connect: whether to go on the bell, whether somebody is there, and the last lines it holds.
  case hello(bell: Bool, by: Hand = .person, resume: [ResumePoint])
  /// "I take it."
  case pickUp(ConversationID)
  /// This ring sounds here.
  case heard(ConversationID, ring: Int)
  /// "Not me": the ring passes on, or the invitation is over.
  case decline(ConversationID)
  /// Words for the visitor.
  case say(ConversationID, MessageID, String)
  /// Words for colleagues.
  case note(ConversationID, MessageID, String)
  /// "Come in, or take over": a colleague, as what, and the words that go with it.
  case invite(ConversationID, MessageID, AgentID, as: Part, String)
  /// "I come": the answer to an invitation, or an owner's own wish.
  case join(ConversationID)
  /// I ask no more.
  case withdraw(ConversationID)
  /// I help no more.
  case leave(ConversationID)
  /// Typing began or stopped; with a draft, words that are not sent yet stand in the field.
  case typing(ConversationID, Bool, hasDraft: Bool = false)
  /// "I am reading": a pick-up without words is held for the full time.
  case hold(ConversationID)
  /// Everything up to this line has been read.
  case seen(ConversationID, Int)
  /// Show me this talk; I hold its lines up to `after`.
  case open(ConversationID, after: Int)
  /// I no longer look at this talk.
  case close(ConversationID)
  /// This talk is over.
  case end(ConversationID)
  /// On or off the bell.
  case bell(Bool)
  /// One fact for the person's file; answered under `ref`, when it has one.
  case remember(ConversationID, String, ref: MessageID?)
  /// Lines after this one are missing.
  case sync(ConversationID, after: Int)
  /// Let this visitor write no more.
  case block(ConversationID)
  /// Let this visitor write again.
  case unblock(ConversationID)
  /// The answer to a beat: whether there was real input since the last.
  case beat(isActive: Bool)

  /// The message it carries, and for which talk, when it carries one.
  package var message: (conversation: ConversationID, mid: MessageID)? {
    switch self {
    case .say(let conversation, let mid, _), .note(let conversation, let mid, _),
      .invite(let conversation, let mid, _, _, _), .remember(let conversation, _, let mid?):
      (conversation, mid)
    default: nil
    }
  }

  /// Whether the page sends it because a ring came, and not because somebody did something.
  package var isHeard: Bool { if case .heard = self { true } else { false } }

  /// Reads one text frame.
  package init(_ frame: Span<UInt8>) throws(Refusal) {
    let fields = try CommandFields(frame)
    switch fields.type {
    case "hello":
      guard fields.version ?? 1 == 1 else { throw fields.refusal(.badField, "v") }
      let hand: Hand = fields.isActive == false ? .page : .person
      self = .hello(bell: try fields.need(fields.bell, "bell"), by: hand, resume: fields.resume)
    case "bell": self = .bell(try fields.need(fields.on, "on"))
    case "beat": self = .beat(isActive: fields.isActive ?? false)
    default: self = try Self.about(fields)
    }
  }

  private static func about(_ fields: CommandFields) throws(Refusal) -> AgentCommand {
    switch fields.type {
    case "pickup": return .pickUp(try fields.talk())
    case "heard": return .heard(try fields.talk(), ring: try fields.need(fields.ring, "ring"))
    case "decline": return .decline(try fields.talk())
    case "say": return .say(try fields.talk(), try fields.need(fields.mid, "mid"), try fields.need(fields.text, "text"))
    case "note":
      return .note(try fields.talk(), try fields.need(fields.mid, "mid"), try fields.need(fields.text, "text"))
    case "invite": return try invitation(fields)
    case "join": return .join(try fields.talk())
    case "withdraw": return .withdraw(try fields.talk())
    case "leave": return .leave(try fields.talk())
    case "typing":
      let isTyping = try fields.need(fields.on, "on")
      return .typing(try fields.talk(), isTyping, hasDraft: fields.hasDraft ?? false)
    case "hold": return .hold(try fields.talk())
    case "seen": return .seen(try fields.talk(), try fields.need(fields.seq, "seq"))
    case "open": return .open(try fields.talk(), after: fields.after ?? 0)
    case "close": return .close(try fields.talk())
    case "end": return .end(try fields.talk())
    case "remember": return .remember(try fields.talk(), try fields.fact(), ref: fields.mid)
    case "sync": return .sync(try fields.talk(), after: try fields.need(fields.after, "after"))
    case "block": return .block(try fields.talk())
    case "unblock": return .unblock(try fields.talk())
    default: throw fields.refusal(.unknownCommand, "type")
    }
  }

  private static func invitation(_ fields: CommandFields) throws(Refusal) -> AgentCommand {
    let (talk, mid) = (try fields.talk(), try fields.need(fields.mid, "mid"))
    let colleague = try fields.need(fields.agent.flatMap { AgentID($0) }, "agent")
    let part = try fields.need(fields.part.flatMap { Part(rawValue: $0) }, "as")
    return .invite(talk, mid, colleague, as: part, fields.text ?? "")
  }
}
