package import ChatDomain
import JSON
package import Primitives

/// How notices for visitors are written: one JSON object each, `type` first.
package enum VisitorWire {
  /// What a welcome says of the site.
  package struct Site: Equatable, Sendable {
    /// Its id.
    package var id: SiteID
    /// The shop's name as people read it.
    package var name: String
    /// Puts the facts side by side.
    package init(id: SiteID, name: String) { (self.id, self.name) = (id, name) }
  }

  /// Writes a notice; only a welcome needs the time and the site.
  package static func encode(_ notice: VisitorNotice, at now: Instant, site: Site) -> [UInt8] {
    var writer = JSONWriter(reserving: 512)
    writer.object { $0.notice(notice, now, site) }
    return writer.bytes
  }

  /// A heartbeat.
  package static func beat(at now: Instant) -> [UInt8] { ChatWire.beat(now) }

  /// The last words before a shutdown: come back after that long.
  package static func bye(after wait: Milliseconds) -> [UInt8] { ChatWire.bye(wait) }
}

func beat(_ now: Instant) -> [UInt8] {
  var writer = JSONWriter(reserving: 48)
  writer.object {
    $0.field("type", "beat")
    $0.field("now", now)
  }
  return writer.bytes
}

func bye(_ wait: Milliseconds) -> [UInt8] {
  var writer = JSONWriter(reserving: 48)
  writer.object {
    $0.field("type", "bye")
    $0.field("after", Int(wait.count))
  }
  return writer.bytes
}

extension JSONWriter {
  fileprivate mutating func notice(_ notice: VisitorNotice, _ now: Instant, _ site: VisitorWire.Site) {
    switch notice {
    case .welcome(let here, let talk): welcome(here, talk, now, site)
    case .identified(let person, let proof):
      field("type", "identified")
      field("person", person)
      field("proof", proof.rawValue)
    case .entry(let id, let entry): line(id, entry, for: .visitor)
    case .entries(let id, let after, let entries): lines(id, after, entries, for: .visitor)
    case .ack(let id, let mid, let seq, let at): ack(id, mid, seq, at)
    case .talk(let talk):
      field("type", "talk")
      self.talk(talk)
    case .typing(let id, let agent, let isTyping):
      field("type", "typing")
      field("c", id)
      field("on", isTyping)
      field("agent", agent)
    case .seen(let id, let seq): seen(id, seq)
    case .here(let here):
      field("type", "here")
      people("here", here)
    case .refused(let refusal): self.refusal(refusal)
    }
  }

  private mutating func welcome(_ here: [Profile], _ talk: VisitorTalk?, _ now: Instant, _ site: VisitorWire.Site) {
    field("type", "welcome")
    field("now", now)
    object("site") {
      $0.field("id", site.id.text)
      $0.field("name", site.name)
    }
    people("here", here)
    if let talk { object("talk") { $0.talk(talk) } }
  }

  private mutating func talk(_ talk: VisitorTalk) {
    field("c", talk.conversation)
    field("seq", talk.seq)
    switch talk.state {
    case .waiting(let why):
      field("state", "waiting")
      field("why", why.rawValue)
      if let back = talk.back {
        object("back") {
          $0.field("name", back.name)
          $0.field("at", back.at)
        }
      }
    case .ringing(let ring, let agents):
      field("state", "ringing")
      field("ring", ring)
      people("ringing", agents)
    case .active(let agent, let helpers, let asked, let isAway):
      field("state", "active")
      field("agent", agent)
      if !helpers.isEmpty { people("with", helpers) }
      if let asked { field("asking", asked) }
      if isAway { field("away", true) }
    case .ended(let why):
      field("state", "ended")
      field("end", why.rawValue)
    }
    field("seen", talk.seenByAgent)
  }
}
