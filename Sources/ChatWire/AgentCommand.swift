package import ChatDomain
import Primitives

/// What an agent's console can ask for.
package enum AgentCommand: Equatable, Sendable {
  /// Sent first after every connect: whether to go on the bell, whether somebody is there, and the last lines it holds.
  case hello(bell: Bool, by: Hand = .person, resume: [ResumePoint])
  /// Something in a conversation.
  case talk(ConversationID, TalkAct)
  /// On or off the bell.
  case bell(Bool)
  /// One fact for the person's file; answered under `ref`, when it has one.
  case remember(ConversationID, String, ref: MessageID?)
  /// Let this visitor write no more.
  case block(ConversationID)
  /// Let this visitor write again.
  case unblock(ConversationID)
  /// The answer to a beat: whether there was real input since the last.
  case beat(isActive: Bool)

  /// The message it carries, and for which talk, when it carries one.
  package var message: (conversation: ConversationID, mid: MessageID)? {
    switch self {
    case .talk(let conversation, let act): act.line.map { (conversation, $0.mid) }
    case .remember(let conversation, _, let mid): mid.map { (conversation, $0) }
    case .hello, .bell, .block, .unblock, .beat: nil
    }
  }

  /// Whether the page sends it because a ring came, and not because somebody did something.
  package var isHeard: Bool { if case .talk(_, .heard) = self { true } else { false } }

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
    case "pickup": return .talk(try fields.talk(), .pickUp)
    case "heard": return .talk(try fields.talk(), .heard(ring: try fields.need(fields.ring, "ring")))
    case "decline": return .talk(try fields.talk(), .decline)
    case "say":
      return .talk(
        try fields.talk(), .say(try fields.need(fields.mid, "mid"), try fields.need(fields.text, "text")))
    case "note":
      return .talk(
        try fields.talk(), .note(try fields.need(fields.mid, "mid"), try fields.need(fields.text, "text")))
    case "invite": return try invitation(fields)
    case "join": return .talk(try fields.talk(), .join)
    case "withdraw": return .talk(try fields.talk(), .withdraw)
    case "leave": return .talk(try fields.talk(), .leave)
    case "typing":
      let isTyping = try fields.need(fields.on, "on")
      return .talk(try fields.talk(), .type(isTyping: isTyping, hasDraft: fields.hasDraft ?? false))
    case "hold": return .talk(try fields.talk(), .hold)
    case "seen": return .talk(try fields.talk(), .see(seq: try fields.need(fields.seq, "seq")))
    case "open": return .talk(try fields.talk(), .open(after: fields.after ?? 0))
    case "close": return .talk(try fields.talk(), .close)
    case "end": return .talk(try fields.talk(), .end)
    case "remember": return .remember(try fields.talk(), try fields.fact(), ref: fields.mid)
    case "sync": return .talk(try fields.talk(), .open(after: try fields.need(fields.after, "after")))
    case "block": return .block(try fields.talk())
    case "unblock": return .unblock(try fields.talk())
    default: throw fields.refusal(.unknownCommand, "type")
    }
  }

  private static func invitation(_ fields: CommandFields) throws(Refusal) -> AgentCommand {
    let (talk, mid) = (try fields.talk(), try fields.need(fields.mid, "mid"))
    let colleague = try fields.need(fields.agent.flatMap { AgentID($0) }, "agent")
    let part = try fields.need(fields.part.flatMap { Part(rawValue: $0) }, "as")
    return .talk(talk, .invite(mid, colleague, as: part, fields.text ?? ""))
  }
}
