import ChatDomain
import Primitives
import Testing

@Suite struct PromiseBookTests {
  /// A Monday at 09:00 UTC.
  private static let monday = Instant(milliseconds: 1_795_424_400_000)
  private static let week = Milliseconds.seconds(7 * 86_400)

  private func fate(_ since: Instant, _ answer: Milliseconds?) throws -> Fate {
    let mid = MessageID(at: since, random: (1, 2))
    var conversation = Conversation(id: ConversationID(openedBy: mid))
    let (site, agent) = (try #require(SiteID("shop")), try #require(AgentID("anna")))
    let place = Place(page: Page(url: "https://shop.example/", title: ""))
    let opening = Opening(site: site, visitor: VisitorID(high: 1, low: 1), place: place)
    conversation.apply(Entry(seq: 1, mid: mid, at: since, by: .visitor, name: "", fact: .opened(opening)))
    let fact: Fact = answer == nil ? .hungUp : .said(Body(text: "Hello"))
    let (at, by): (Instant, Author) = (since + (answer ?? .seconds(60)), answer == nil ? .visitor : .agent(agent))
    conversation.apply(Entry(seq: 2, mid: mid.derived(2), at: at, by: by, name: "", fact: fact))
    return try #require(Fate(conversation, ring: DeskSettings().ring))
  }

  @Test func `a conversation counts in the hour in which it began`() throws {
    var book = PromiseBook()
    let (nine, now) = (Self.monday, Self.monday + .seconds(7_200))
    book.count(try fate(nine, .seconds(3)), at: now)
    book.count(try fate(nine + .seconds(3_599), .seconds(13)), at: now)
    book.count(try fate(nine + .seconds(3_600), nil), at: now)
    let hours = book.week(at: now)
    #expect(hours.map(\.day) == [1, 1] && hours.map(\.hour) == [9, 10])
    #expect(hours.map(\.counts.bySecond) == [1, 0] && hours.map(\.counts.all) == [2, 1])
    #expect(book.today(at: now).counts(at: now).inOrder == [1, 0, 1, 0, 1])
  }

  @Test func `the wall's clock decides, also across its change`() throws {
    // Clocks go from +2 h to +1 h between the two Mondays.
    let changes = [
      ShopClock.Change(from: Self.monday + .seconds(-30 * 86_400), offset: .seconds(7_200)),
      ShopClock.Change(from: Self.monday + .seconds(-86_400), offset: .seconds(3_600)),
    ]
    var book = PromiseBook(clock: ShopClock(zone: "Europe/Oslo", changes))
    let before = Self.monday + Milliseconds(-Self.week.count) + .seconds(-3_600)
    for since in [before, Self.monday] { book.count(try fate(since, .seconds(3)), at: Self.monday) }
    #expect(book.week(at: Self.monday).map { [$0.day, $0.hour, $0.counts.all] } == [[1, 10, 2]])
    #expect(book.today(at: Self.monday).counts(at: Self.monday).all == 1)
  }

  @Test(arguments: [(0, 1), (1, 1), (12, 1), (13, 0), (400, 0)])
  func `thirteen weeks are kept`(weeks: Int64, kept: Int) throws {
    var book = PromiseBook()
    book.count(try fate(Self.monday, .seconds(3)), at: Self.monday)
    let later = Self.monday + Milliseconds(weeks * Self.week.count)
    #expect(book.week(at: later).count == kept)
    var late = PromiseBook()
    late.count(try fate(Self.monday, .seconds(3)), at: later)
    #expect(late.week(at: later).count == kept)
  }

  @Test func `a day ends at its own midnight, be it 23, 24 or 25 hours long`() {
    let changes = [
      ShopClock.Change(from: Instant(milliseconds: 0), offset: .seconds(3_600)),
      ShopClock.Change(from: Instant(milliseconds: 1_774_746_000_000), offset: .seconds(7_200)),  // 2026-03-29 01:00Z
    ]
    let clock = ShopClock(zone: "Europe/Oslo", changes)
    let start = Instant(milliseconds: 1_774_738_800_000)  // 00:00 on the wall
    #expect(clock.midnight(after: start + .seconds(-1)) == start)
    #expect(clock.midnight(after: start) == start + .seconds(23 * 3_600))
    #expect(clock.midnight(after: start + .seconds(23 * 3_600)) == start + .seconds(47 * 3_600))
  }
}
