import ChatDomain
import Primitives

extension ShopSimulation {
  mutating func visitorComes() {
    if case .chats = shop.play { drawPresence() }
    let visitor = VisitorID(high: 1, low: dice.next())
    guard let page = comes(visitor) else { return endArrivals() }
    if desk.reachability.waiting != nil { outcome.metNobody += 1 }
    if case .everyoneBusy = desk.reachability { outcome.rangSoftly += 1 }
    let mid = nextMessage()
    let id = ConversationID(openedBy: mid)
    chats[id] = Chat(page: page, visitor: visitor, since: now)
    play(.visitorSaid(page, mid, "Is the Tomoko pressing still there?"))
    plan(.visitorLosesPatience(id), in: shop.patience)
    if shop.blinksPerHour > 0 { plan(.visitorBlinks(id), in: dice.around(blinkInterval)) }
    switch shop.play {
    case .chats:
      toCome -= 1
      if toCome <= 0 { endArrivals() }
    case .days: planArrival()
    }
  }

  private mutating func comes(_ visitor: VisitorID) -> SocketID? {
    guard let site else { return nil }
    let page = nextSocket()
    let place = Place(page: Page(url: "https://shop.example/", title: "Records"))
    play(.visitorCame(page, Arrival(visitor: visitor, site: site, place: place)))
    return page
  }

  mutating func visitorLosesPatience(_ id: ConversationID) {
    guard let chat = chats[id], chat.answeredAfter == nil else { return }
    leaves(id)
    // The desk waits a grace for them; then nobody has anything left to answer.
    plan(.clears(id), in: DomainLimits.visitorGrace + .seconds(1))
  }

  private mutating func leaves(_ id: ConversationID) {
    guard let page = chats[id]?.page else { return }
    chats[id]?.page = nil
    play(.visitorLeft(page))
  }

  mutating func visitorBlinks(_ id: ConversationID) {
    guard chats[id]?.page != nil else { return }
    leaves(id)
    plan(.visitorReturns(id), in: shop.blink)
    plan(.visitorBlinks(id), in: dice.around(blinkInterval))
  }

  mutating func visitorReturns(_ id: ConversationID) {
    guard let chat = chats[id], chat.page == nil else { return }
    if chat.answeredAfter == nil, now - chat.since >= shop.patience { return }
    let page = comes(chat.visitor)
    chats[id]?.page = page
  }

  /// Somebody at the desk files an unanswered talk away.
  mutating func clears(_ id: ConversationID) {
    guard chats[id]?.answeredAfter == nil else { return }
    guard let console = workers.lazy.compactMap(\.console).first else { return concluded(id) }
    play(.agent(console, id, .end))
  }

  /// Nobody presses "end": the visitor walks away, or leaves the page open, perhaps with thanks that nobody answers.
  mutating func isLeftOpen(_ id: ConversationID) {
    guard let page = chats[id]?.page else { return concluded(id) }
    outcome.leftOpen += 1
    if dice.happens(shop.thanks) { play(.visitorSaid(page, nextMessage(), "Thanks!")) }
    if !dice.happens(shop.walkAway) {
      // The page outlives what is counted of the talk.
      chats[id]?.page = nil
      plan(.closes(page), in: dice.around(.leftOpen))
    }
    concluded(id)
  }

  mutating func closes(_ page: SocketID) { play(.visitorLeft(page)) }

  mutating func concluded(_ id: ConversationID) {
    leaves(id)
    guard let chat = chats.removeValue(forKey: id) else { return }
    outcome.count(chat, ring: shop.ring)
    if case .chats = shop.play, toCome > 0 { plan(.visitorComes, in: .seconds(1)) }
  }

  /// The next visitor of the day, by the hour's rate; an hour without arrivals is passed over.
  mutating func planArrival() {
    guard case .days(let days, let arrivals) = shop.play, arrivals.count == 24 else { return endArrivals() }
    var moment = now
    let end = midnight + hours(24 * days)
    while moment < end {
      let hour = (moment - midnight).count / 3_600_000
      let nextHour = midnight + hours(Int(hour) + 1)
      let rate = arrivals[Int(hour % 24)]
      let arrival = rate > 0 ? moment + dice.around(Milliseconds(Int64(3_600_000 / rate))) : nextHour
      if arrival < nextHour { return agenda.plan(.visitorComes, at: arrival) }
      moment = nextHour
    }
    endArrivals()
  }
}

extension Milliseconds {
  /// How long a page is left open behind other windows, on average.
  static let leftOpen = Milliseconds.seconds(3 * 60 * 60)
}
