package import ChatDomain
import JSON
package import Primitives

/// How notices for consoles are written: one JSON object each, `type` first.
package enum AgentWire {
  /// Writes a notice; only a welcome needs the time and what the shop has set.
  package static func encode(
    _ notice: AgentNotice, at now: Instant, settings: DeskSettings = DeskSettings()
  ) -> [UInt8] {
    var writer = JSONWriter(reserving: 512)
    writer.object { $0.notice(notice, now, settings) }
    return writer.bytes
  }

  /// A whole transcript, `{"entries":[…]}`.
  package static func transcript(_ entries: [Entry]) -> [UInt8] {
    var writer = JSONWriter(reserving: 64 + 200 * entries.count)
    writer.object { $0.entries(entries, for: .agent) }
    return writer.bytes
  }

  /// A heartbeat.
  package static func beat(at now: Instant) -> [UInt8] { ChatWire.beat(now) }

  /// The last words before a shutdown: come back after that long.
  package static func bye(after wait: Milliseconds) -> [UInt8] { ChatWire.bye(wait) }
}

extension JSONWriter {
  fileprivate mutating func notice(_ notice: AgentNotice, _ now: Instant, _ settings: DeskSettings) {
    switch notice {
    case .welcome(let you, let role, let team, let talks): welcome(you, role, team, talks, now, settings)
    case .talk(let talk):
      field("type", "talk")
      summary(talk)
    case .ring(let id, let ring, let until, let soft): self.ring(id, ring, until, soft)
    case .invitation(let id, let invited, let text):
      field("type", "invitation")
      field("c", id)
      invitation(invited)
      field("text", text)
    case .taken(let id, let faster):
      field("type", "taken")
      field("c", id)
      field("by", faster)
    case .entry(let id, let entry): line(id, entry, for: .agent)
    case .entries(let id, let after, let entries): lines(id, after, entries, for: .agent)
    case .ack(let id, let mid, let seq, let at): ack(id, mid, seq, at)
    case .typing(let id, let agent, let isTyping):
      field("type", "typing")
      field("c", id)
      field("on", isTyping)
      if let agent { field("agent", agent) }
    case .seen(let id, let seq): seen(id, seq)
    case .kept(let id, let ref):
      field("type", "kept")
      field("c", id)
      field("ref", ref)
    case .card(let id, let card):
      field("type", "card")
      field("c", id)
      object("card") { $0.card(card) }
    case .team(let team):
      field("type", "team")
      self.team(team)
    case .promise(let second, let all):
      field("type", "promise")
      field("second", second)
      field("all", all)
    case .refused(let refusal): self.refusal(refusal)
    }
  }

  private mutating func welcome(
    _ you: Colleague, _ role: Role, _ team: [Colleague], _ talks: [TalkSummary], _ now: Instant,
    _ settings: DeskSettings
  ) {
    field("type", "welcome")
    field("now", now)
    object("you") {
      $0.colleague(you)
      $0.field("role", role.rawValue)
    }
    self.team(team)
    field("ring", Int(settings.ring.count))
    field("attention", Int(settings.attention.count))
    array("talks") { for talk in talks { $0.object { $0.summary(talk) } } }
    array("sites") { sites in
      for (id, name) in settings.siteNames.sorted(by: { $0.key.text < $1.key.text }) {
        sites.object {
          $0.field("id", id.text)
          $0.field("name", name)
        }
      }
    }
  }

  private mutating func ring(_ id: ConversationID, _ ring: Int, _ until: Instant, _ isSoft: Bool) {
    field("type", "ring")
    field("c", id)
    field("ring", ring)
    field("until", until)
    if isSoft { field("soft", true) }
  }

  private mutating func team(_ team: [Colleague]) {
    array("team") { for colleague in team { $0.object { $0.colleague(colleague) } } }
  }

  private mutating func colleague(_ colleague: Colleague) {
    person(colleague.profile)
    field("presence", colleague.presence.rawValue)
  }
}
