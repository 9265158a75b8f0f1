import ChatDomain
import JSON
import Primitives

extension JSONWriter {
  mutating func summary(_ talk: TalkSummary) {
    field("c", talk.conversation)
    field("site", talk.site.text)
    state(talk.state)
    field("since", talk.since)
    field("seq", talk.seq)
    if let words = talk.lastWords { lastWords(words) }
    if let identity = talk.identity { object("who") { $0.identity(identity) } }
    field("page", talk.place.page)
    array("trail") {
      for page in talk.trail {
        $0.object {
          $0.field("url", page.url)
          $0.field("title", page.title)
        }
      }
    }
    place(talk.place)
    field("here", talk.isVisitorHere)
    if talk.link != .webSocket { field("link", talk.link.rawValue) }
    if let since = talk.unansweredSince { field("unanswered", since) }
    if let agent = talk.lastAgent { field("spokeLast", agent) }
    field("seenByVisitor", talk.seenByVisitor)
    field("seenByAgent", talk.seenByAgent)
    if !talk.helpers.isEmpty { people("with", talk.helpers) }
    if let hold = talk.hold {
      field("holds", hold.until)
      field("holdsAtMost", hold.latest)
    }
    if let invited = talk.invited {
      object("invited") {
        $0.field("agent", invited.agent)
        $0.invitation(invited)
      }
    }
  }

  mutating func invitation(_ invited: Invited) {
    field("by", invited.by)
    field("as", invited.part.rawValue)
    field("until", invited.until)
  }

  private mutating func state(_ state: TalkSummary.State) {
    switch state {
    case .waiting(let why):
      field("state", "waiting")
      field("why", why.rawValue)
    case .ringing(let ring, let until, let agents, let isSoft):
      field("state", "ringing")
      field("ring", ring)
      field("until", until)
      strings("ringing", agents.lazy.map(\.text))
      if isSoft { field("soft", true) }
    case .active(let agent, let ring, let rests):
      field("state", "active")
      field("ring", ring)
      field("agent", agent)
      if rests { field("rests", true) }
    case .ended(let why):
      field("state", "ended")
      field("end", why.rawValue)
    }
  }

  private mutating func lastWords(_ words: LastWords) {
    object("last") {
      $0.author(words.by)
      $0.field("text", words.text)
      $0.field("at", words.at)
    }
  }
}
