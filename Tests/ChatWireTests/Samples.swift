import ChatDomain
import ChatWire
import Primitives

/// One of everything the server can say, for the tests here and in the browser.
enum Samples {
  static let now = Instant(milliseconds: 1_795_356_127_512)
  static let site = VisitorWire.Site(id: slug("shop"), name: "Juniper & Tin")
  static let conversation = ConversationID(high: 0x01A2_03CE_4E98_1234, low: 0x5678_9ABC_DEF0_1234)
  static let anna = Profile(id: slug("anna"), name: "Anna", face: "/api/v1/faces/anna-1f")
  static let sam = Profile(id: slug("sam"), name: "Sam")
  static let tom = NamedAgent(id: slug("tom"), name: "Tom")
  static let place = Place(
    page: Page(url: "https://shop.example/tea?q=1", title: "Tea \"for\" two"), referrer: "https://search.example/",
    language: "de-AT", timeZone: "Europe/Vienna")
  static let identity = Identity(
    person: PersonID(high: 5, low: 6), name: "Jonas", email: "jonas@example.com", website: "https://jonas.example",
    proof: .proved, proved: [.id, .email])

  static var entries: [Entry] {
    let visitor = VisitorID(high: 7, low: 8)
    let facts: [(Author, String, Fact)] = [
      (.visitor, "Jonas", .opened(Opening(site: slug("shop"), visitor: visitor, place: place))),
      (.visitor, "Jonas", .said(Body(text: "Hi! Is the kettle\nback? 🫖 </script>"))),
      (.visitor, "Jonas", .identified(identity)),
      (.desk, "", .rang(ring: 1, agents: [slug("anna"), slug("sam")])),
      (.agent(slug("anna")), "Anna", .pickedUp(ring: 1)),
      (.agent(slug("anna")), "Anna", .said(Body(text: "It is, since this morning."))),
      (.agent(slug("sam")), "Sam", .noted(Body(text: "Owes him a lid"))),
      (.desk, "", .released(slug("anna"), .absent)),
      (.agent(slug("anna")), "Anna", .invited(tom, as: .owner, Body(text: "Tom knows \"kettles\", I stay."))),
      (.agent(slug("anna")), "Anna", .invited(tom, as: .help, Body(text: ""))),
      (.agent(slug("tom")), "Tom", .joined(.takingOver(from: NamedAgent(id: slug("anna"), name: "Anna")))),
      (.agent(slug("tom")), "Tom", .joined(.helping)),
      (.agent(slug("tom")), "Tom", .uninvited(tom, as: .owner, .declined)),
      (.desk, "", .uninvited(tom, as: .owner, .unanswered)), (.desk, "", .uninvited(tom, as: .help, .absent)),
      (.agent(slug("anna")), "Anna", .uninvited(tom, as: .owner, .withdrawn)),
      (.agent(slug("tom")), "Tom", .left(tom)), (.desk, "", .left(tom)),
      (.desk, "", .released(slug("anna"), .absent, to: tom)),
      (.desk, "", .waited(.nobodyHere)),
      (.visitor, "Jonas", .hungUp),
      (.agent(slug("anna")), "Anna", .ended(.byAgent)),
    ]
    return facts.enumerated().map { index, fact in
      Entry(
        seq: index + 1, mid: MessageID(high: conversation.high, low: UInt64(index)),
        at: now + .seconds(Int64(index)), by: fact.0, name: fact.1, fact: fact.2)
    }
  }

  static var visitorNotices: [VisitorNotice] {
    let states: [VisitorTalk.State] = [
      .waiting(.nobodyHere), .waiting(.everyoneBusy), .waiting(.visitorAway), .ringing(ring: 2, [anna, sam]),
      .active(anna), .active(anna, isAway: true),
      .active(anna, with: [sam], asking: Profile(id: slug("tom"), name: "Tom")), .ended(.byAgent), .ended(.silence),
    ]
    let talks = states.map { VisitorTalk(conversation: conversation, seq: 4, state: $0, seenByAgent: 2) }
    let soon = Return(name: "Anna", at: now + .seconds(3_600))
    let back = VisitorTalk(
      conversation: conversation, seq: 4, state: .waiting(.nobodyHere), seenByAgent: 2, back: soon)
    let mid = MessageID(high: 3, low: 4)
    return [.welcome(here: [anna, sam], talk: nil), .welcome(here: [], talk: talks[3])]
      + (talks + [back]).map { .talk($0) }
      + entries.map { .entry(conversation, $0) } + [
        .entries(conversation, after: 0, entries), .entries(conversation, after: entries.count, []),
        .ack(conversation, mid, seq: 2, at: now), .typing(conversation, anna, isTyping: true),
        .seen(conversation, seq: 4), .here([anna]), .here([]), .identified(identity.person, .proved),
        .identified(PersonID(high: 7, low: 8), .claimed),
      ] + refusals.map { .refused($0) }
  }

  static var agentNotices: [AgentNotice] {
    let you = Colleague(profile: anna, presence: .onBell)
    let team = [you, Colleague(profile: sam, presence: .offBell)]
    let mid = MessageID(high: 3, low: 4)
    let notices: [AgentNotice] = [
      .welcome(you: you, role: .owner, team: team, talks: summaries),
      .welcome(you: you, role: .agent, team: [you], talks: []),
      .invitation(conversation, invited(.owner), text: "Tom knows \"kettles\", I stay."),
      .invitation(conversation, invited(.help), text: ""),
      .ring(conversation, ring: 1, until: now + .seconds(6)),
      .ring(conversation, ring: 2, until: now + .seconds(6), soft: true), .taken(conversation, by: sam),
      .entries(conversation, after: 0, entries), .ack(conversation, mid, seq: 2, at: now),
      .typing(conversation, nil, isTyping: true), .typing(conversation, sam, isTyping: false),
      .seen(conversation, seq: 4), .card(conversation, card),
      .card(conversation, PersonCard(person: PersonID(high: 1, low: 2), proof: .claimed)), .card(conversation, newCard),
      .team(team),
      .promise(second: 41, of: 43),
      .kept(conversation, ref: mid),
    ]
    return notices + summaries.map { .talk($0) } + entries.map { .entry(conversation, $0) }
      + refusals.map { .refused($0) }
  }

  static var settings: DeskSettings {
    var settings = DeskSettings()
    settings.siteNames = [slug("shop"): "Harbour Records", slug("outlet"): "Outlet"]
    return settings
  }

  static var summaries: [TalkSummary] {
    let states: [TalkSummary.State] = [
      .waiting(.everyoneBusy), .ringing(ring: 2, until: now + .seconds(6), [slug("anna"), slug("sam")]),
      .active(anna, ring: 2), .active(anna, ring: 2), .ended(.silence),
      .ringing(ring: 1, until: now + .seconds(6), [slug("anna")], soft: true), .active(anna, ring: 1, rests: true),
    ]
    let words = LastWords(by: .agent(slug("anna")), text: "It is, since this morning.", at: now)
    return states.enumerated().map { index, state in
      TalkSummary(
        conversation: conversation, site: slug("shop"), state: state, since: now, seq: 4,
        lastWords: index == 0 ? nil : words, identity: index == 0 ? nil : identity, place: place,
        trail: index == 0 ? [] : [Page(url: "https://shop.example/", title: "Home")], isVisitorHere: index != 4,
        seenByVisitor: 3, seenByAgent: 2, helpers: index == 3 ? [sam] : [],
        invited: index == 3 ? invited(.owner) : nil,
        hold: index == 2 ? Hold(from: now, ring: .seconds(6)) : nil, unansweredSince: index == 1 ? now : nil,
        lastAgent: index == 1 ? sam : nil)
    }
  }

  private static func invited(_ part: Part) -> Invited {
    let tom = Profile(id: slug("tom"), name: "Tom", face: "/api/v1/faces/tom-2e")
    return Invited(agent: tom, by: anna, part: part, until: now + .seconds(30))
  }

  static var card: PersonCard {
    var card = PersonCard(person: identity.person, proof: .proved)
    (card.name, card.addressAs, card.since) = ("Jonas Lindqvist", "Jonas, not Mr Lindqvist", now)
    (card.emails, card.websites) = (["jonas@example.com"], ["https://jonas.example"])
    card.orders = [
      Order(number: "1042", date: "2026-11-20", title: "Kettle", quantity: 2, total: "€ 34.00", status: "sent")
    ]
    (card.orderCount, card.proved) = (3, [.id, .email])
    card.talks = [PastTalk(conversation: conversation, at: now, agent: "Anna", words: "Hi! Is the")]
    card.facts = [
      Remembered(
        date: "2026-05-02", agent: "Sam", text: "daughter plays bass", person: card.person, key: "00ff00ff00ff00ff")
    ]
    return card
  }

  /// Of somebody who was proved, and of whom the shop may know orders under another name.
  static var newCard: PersonCard {
    var card = PersonCard(person: identity.person, proof: .proved)
    (card.proved, card.areOrdersKnown) = (.id, false)
    return card
  }

  static var refusals: [Refusal] {
    Refusal.Code.allCases.map {
      Refusal($0, ref: MessageID(high: 3, low: 4), conversation: conversation, field: "text", limit: 8192)
    } + [Refusal(.invalidJSON)]
  }
}

func slug<Kind>(_ text: String) -> Slug<Kind> {
  guard let slug = Slug<Kind>(text) else { preconditionFailure("\(text) is no slug") }
  return slug
}
