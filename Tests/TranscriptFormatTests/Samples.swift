import ChatDomain
import Primitives

/// Lines and names for the tests.
enum Samples {
  static let conversation = ConversationID(high: 0x0190_0000_0000_0001, low: 2)
  static let start = Instant(milliseconds: 1_795_356_127_512)
  static let anna: AgentID = slug("anna")

  static func slug<Kind>(_ text: String) -> Slug<Kind> {
    guard let slug = Slug<Kind>(text) else { fatalError("no slug: \(text)") }
    return slug
  }

  static func entry(_ seq: Int, _ fact: Fact, by: Author = .desk, name: String = "", after seconds: Int64 = 0) -> Entry
  {
    let mid = MessageID(high: 7, low: UInt64(seq))
    return Entry(seq: seq, mid: mid, at: start + .seconds(seconds), by: by, name: name, fact: fact)
  }

  static let tom = NamedAgent(id: slug("tom"), name: "Tom")

  static let opening = Opening(
    site: slug("shop"), visitor: VisitorID(high: 3, low: 4),
    place: Place(
      page: Page(url: "https://shop.example/pens?a=\"b\"", title: "Pens ✒️ <b>"), referrer: "https://search.example",
      language: "de-AT", timeZone: "Europe/Oslo"))

  static let identity = Identity(
    person: PersonID(high: 5, low: 6), name: "Jonas Lindqvist", email: "jonas@example.org",
    website: "https://jonas.example", proof: .proved)

  /// One line of every kind.
  static var talk: [Entry] {
    var facts: [(Fact, Author, String)] = [
      (.opened(opening), .visitor, ""), (.said(Body(text: "Hi, I ordered\n\"pens\" \u{0} \\ 日本 🖋")), .visitor, "Jonas"),
      (.rang(ring: 1, agents: [anna, slug("ben")]), .desk, ""), (.waited(.nobodyHere), .desk, ""),
      (.waited(.everyoneBusy), .desk, ""), (.pickedUp(ring: 2), .agent(anna), "Anna"),
      (.said(Body(text: "Hello Jonas.")), .agent(anna), "Anna"), (.noted(Body(text: "Knows us")), .agent(anna), "Anna"),
      (.identified(identity), .visitor, "Jonas"), (.released(anna, .silent), .desk, ""), (.hungUp, .visitor, ""),
      (.invited(tom, as: .owner, Body(text: "Tom knows \"pens\"\n🖋")), .agent(anna), "Anna"),
      (.invited(tom, as: .help, Body(text: "")), .agent(anna), "Anna"), (.joined(.helping), .agent(tom.id), "Tom"),
      (.joined(.takingOver(from: NamedAgent(id: anna, name: "Anna"))), .agent(tom.id), "Tom"),
      (.left(tom), .agent(tom.id), "Tom"), (.released(anna, .removed, to: tom), .desk, ""),
      (.released(anna, .absent), .desk, ""), (.ended(.byAgent), .agent(anna), "Anna"), (.ended(.silence), .desk, ""),
    ]
    facts += Cancellation.allCases.map { (.uninvited(tom, as: $0 == .absent ? .help : .owner, $0), .desk, "") }
    return facts.enumerated().map { entry($0.offset + 1, $0.element.0, by: $0.element.1, name: $0.element.2) }
  }
}
