import ChatDomain
import Primitives

extension TranscriptPrinter {
  /// What happened, in words.
  func words(of entry: Entry) -> String {
    switch entry.fact {
    case .opened(let opening): beginning(opening)
    case .said(let body): body.text
    case .noted(let body): "[between agents] \(body.text)"
    case .rang(let ring, let agents): "· \(ordinal(ring)) ring: \(agents.map { name($0) }.joined(separator: ", "))"
    case .waited(let why): waiting(why)
    case .pickedUp(let ring): pickUp(ring, by: entry.by)
    case .invited(let colleague, let part, let body): invitation(colleague, part, body, by: entry.by)
    case .joined(.helping): "· \(author(entry.by)) joined the talk"
    case .joined(.takingOver(let former)): "· \(author(entry.by)) took over from \(called(former))"
    case .uninvited(let colleague, let part, let why): cancellation(colleague, part, why, by: entry.by)
    case .left(let colleague): "· \(called(colleague)) \(entry.by == .desk ? "went away" : "left the talk")"
    case .released(let agent, let why, let heir): release(agent, why, heir)
    case .identified(let identity): identification(identity)
    case .hungUp: "· the visitor went away before anybody answered"
    case .ended(.byAgent): "· \(author(entry.by)) ended the talk"
    case .ended(.silence): "· the talk ended after a day without a word"
    }
  }

  private func beginning(_ opening: Opening) -> String {
    let page = opening.place.page
    let (title, url) = (page.title.isolated, page.url.isolated)
    return "· on \(opening.site): \(title.isEmpty ? url : "\(title) (\(url))")"
  }

  private func waiting(_ why: Waiting) -> String {
    switch why {
    case .nobodyHere: "· nobody was here; the words were kept"
    case .everyoneBusy: "· everybody was in a talk; the words were kept"
    case .visitorAway: "· the visitor was away"
    }
  }

  private func pickUp(_ ring: Int, by who: Author) -> String {
    ring == 0 ? "· \(author(who)) picked up" : "· \(author(who)) picked up on the \(ordinal(ring)) ring"
  }

  private func invitation(_ colleague: NamedAgent, _ part: Part, _ body: Body, by who: Author) -> String {
    let wish = "\(author(who)) asked \(called(colleague)) to \(part == .owner ? "take over" : "help")"
    let whole = body.text.isEmpty ? wish : "\(wish): \(body.text)"
    return part == .owner ? "· \(whole)" : "[between agents] \(whole)"
  }

  private func cancellation(
    _ colleague: NamedAgent, _ part: Part, _ why: Cancellation, by who: Author
  ) -> String {
    let fate =
      switch why {
      case .declined: "\(called(colleague)) could not come"
      case .unanswered: "\(called(colleague)) did not answer"
      case .withdrawn: "\(author(who)) no longer asked for \(called(colleague))"
      case .absent: "\(called(colleague)) was away"
      }
    return part == .owner ? "· \(fate)" : "[between agents] \(fate)"
  }

  private func release(_ agent: AgentID, _ why: Release, _ heir: NamedAgent?) -> String {
    let next = heir.map { "\(called($0)) had the talk from then on" } ?? "the bell went on"
    return switch why {
    case .silent: "· \(name(agent)) picked up and had not written yet; \(next)"
    case .absent: "· \(name(agent)) went away; \(next)"
    case .removed: "· \(name(agent)) left the team; \(next)"
    }
  }

  private func called(_ agent: NamedAgent) -> String { agent.name.isEmpty ? name(agent.id) : oneLine(agent.name) }

  private func identification(_ identity: Identity) -> String {
    let who = [identity.name, identity.email, identity.website].filter { !$0.isEmpty }.map(\.isolated)
      .joined(separator: ", ")
    return "· the visitor is \(who.isEmpty ? identity.person.description : who) (\(identity.proof.rawValue))"
  }

  private func author(_ author: Author) -> String {
    switch author {
    case .visitor: "the visitor"
    case .agent(let id): name(id)
    case .desk: "the desk"
    }
  }

  private func ordinal(_ number: Int) -> String {
    let suffix =
      switch (number % 10, number % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(number)\(suffix)"
  }
}
