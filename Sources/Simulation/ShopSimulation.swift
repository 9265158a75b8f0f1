package import ChatDomain
import Primitives

/// The real desk on a clock that jumps, with the people of a described shop around it.
package struct ShopSimulation {
  let shop: Shop
  let desk: Desk
  var now = Instant(milliseconds: 1_795_305_600_000)
  let midnight: Instant
  let site = SiteID("shop")
  var dice: Dice
  var agenda = Agenda()
  var workers: [Worker]
  var chats: [ConversationID: Chat] = [:]
  var consoles: [SocketID: Int] = [:]
  var outcome = Outcome()
  /// How many visitors are still to come, where that is said beforehand.
  var toCome = 0
  /// Is shown everything the desk does, and the desk after it.
  package var observer: (([DeskEffect], Desk, Outcome) -> Void)?
  private var sockets: UInt64 = 0
  private var arrivalsEnded = false

  /// Gets everybody ready.
  package init(_ shop: Shop) {
    self.shop = shop
    midnight = now
    dice = Dice(seed: shop.seed)
    // Who is really there is the model's own draw, and how soon it is noticed one of its figures.
    desk = Desk(settings: DeskSettings(ring: shop.ring, attention: .seconds(1_000_000_000)))
    workers = shop.people.enumerated().compactMap { Worker($0.offset, $0.element) }
  }

  /// Plays everything there is to play.
  package mutating func run() -> Outcome {
    begin()
    while !arrivalsEnded || !chats.isEmpty { guard step() else { break } }
    return outcome
  }

  private mutating func step() -> Bool {
    if let deadline = desk.nextDeadline, deadline <= agenda.earliest ?? Instant(milliseconds: .max) {
      now = max(now, deadline)
      outcome.deskEvents += 1
      take(desk.pass(now))
      return true
    }
    guard let next = agenda.removeFirst() else { return false }
    now = next.at
    perform(next.act)
    return true
  }

  mutating func play(_ event: DeskEvent) {
    outcome.deskEvents += 1
    take(desk.handle(event, at: now))
  }

  mutating func plan(_ act: Agenda.Act, in span: Milliseconds) { agenda.plan(act, at: now + span) }

  mutating func nextSocket() -> SocketID {
    sockets += 1
    return SocketID(sockets)
  }

  mutating func nextMessage() -> MessageID { MessageID(at: now, random: (dice.next(), 0)) }

  mutating func endArrivals() { arrivalsEnded = true }

  private mutating func begin() {
    for index in workers.indices {
      agenda.plan(.shiftBegins(index), at: midnight + hours(shop.people[index].hours.lowerBound))
      if shop.blinksPerHour > 0 { plan(.blinks(index), in: dice.around(blinkInterval)) }
    }
    switch shop.play {
    case .chats(let count):
      toCome = count
      plan(.visitorComes, in: .seconds(1))
    case .days: planArrival()
    }
  }

  private mutating func perform(_ act: Agenda.Act) {
    switch act {
    case .visitorComes: visitorComes()
    case .visitorLosesPatience(let id): visitorLosesPatience(id)
    case .visitorBlinks(let id): visitorBlinks(id)
    case .visitorReturns(let id): visitorReturns(id)
    case .hears(let worker, let id, let ring): hears(worker, id, ring)
    case .picksUp(let worker, let id, let ring): picksUp(worker, id, ring)
    case .types(let worker, let id): types(worker, id)
    case .speaks(let worker, let id): speaks(worker, id)
    case .ends(let worker, let id): ends(worker, id)
    case .clears(let id): clears(id)
    case .closes(let page): closes(page)
    case .isDone(let id): concluded(id)
    case .shiftBegins(let worker): shiftBegins(worker)
    case .shiftEnds(let worker): shiftEnds(worker)
    case .goesAway(let worker): goesAway(worker)
    case .isNoticed(let worker): isNoticed(worker)
    case .comesBack(let worker): comesBack(worker)
    case .blinks(let worker): blinks(worker)
    case .reconnects(let worker): reconnects(worker)
    }
  }

  private mutating func take(_ effects: [DeskEffect]) {
    observer?(effects, desk, outcome)
    for effect in effects {
      switch effect {
      case .record(let id, let entry): recorded(id, entry)
      case .tellAgents(let sockets, .ring(let id, let ring, _, _)):
        for socket in sockets {
          if let worker = consoles[socket] { plan(.hears(worker, id, ring: ring), in: .network) }
        }
      default: break
      }
    }
  }

  private mutating func recorded(_ id: ConversationID, _ entry: Entry) {
    guard let chat = chats[id] else { return }
    switch (entry.fact, entry.by) {
    case (.pickedUp, _): chats[id]?.pickedUpAfter = chat.pickedUpAfter ?? entry.at - chat.since
    case (.said, .agent): chats[id]?.answeredAfter = chat.answeredAfter ?? entry.at - chat.since
    case (.released, _): outcome.voidPickUps += 1
    case (.ended, _): plan(.isDone(id), in: Milliseconds(0))
    default: break
    }
  }

  func hours(_ count: Int) -> Milliseconds { .seconds(Int64(count) * 3600) }

  var blinkInterval: Milliseconds { Milliseconds(Int64(3_600_000 / Swift.max(shop.blinksPerHour, 0.001))) }
}

extension Milliseconds {
  /// From the server to a browser.
  static let network = Milliseconds(20)
}
