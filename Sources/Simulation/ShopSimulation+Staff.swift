import ChatDomain
import Primitives

extension ShopSimulation {
  mutating func shiftBegins(_ index: Int) {
    workers[index].shift = .on
    if workers[index].console == nil { connects(index) } else { turnsBell(index, isOn: true) }
    let hours = shop.people[index].hours
    guard case .days = shop.play else { return }
    if hours.count < 24 {
      plan(.shiftEnds(index), in: self.hours(hours.count))
      plan(.shiftBegins(index), in: self.hours(24))
    }
    workers[index].whereabouts = .there
    planAbsence(index)
  }

  mutating func shiftEnds(_ index: Int) {
    workers[index].shift = .off
    turnsBell(index, isOn: false)
  }

  private mutating func connects(_ index: Int) {
    let console = nextSocket()
    workers[index].console = console
    consoles[console] = index
    play(.agentCame(console, workers[index].profile, capacity: workers[index].capacity, resume: []))
    turnsBell(index, isOn: isOnBell(index))
  }

  private mutating func turnsBell(_ index: Int, isOn: Bool) {
    if let console = workers[index].console { play(.agentTurnedBell(console, isOn: isOn)) }
  }

  private func isOnBell(_ index: Int) -> Bool {
    guard workers[index].shift == .on else { return false }
    return workers[index].whereabouts == .there || shop.proof != .proved
  }

  /// Before a visitor of the one-by-one play: who is there is drawn anew.
  mutating func drawPresence() {
    for index in workers.indices {
      let before = workers[index].whereabouts
      workers[index].whereabouts = dice.happens(shop.presence) ? .there : .away
      if before != workers[index].whereabouts, shop.proof == .proved { turnsBell(index, isOn: isOnBell(index)) }
    }
  }

  private mutating func planAbsence(_ index: Int) {
    guard case .days = shop.play, shop.presence < 1, shop.presence > 0 else { return }
    let there = Double(shop.away.count) * shop.presence / (1 - shop.presence)
    plan(.goesAway(index), in: dice.around(Milliseconds(Int64(there))))
  }

  mutating func goesAway(_ index: Int) {
    guard workers[index].shift == .on, workers[index].whereabouts == .there else { return }
    // Nobody gets up in the middle of a talk.
    guard !isTalking(index) else { return plan(.goesAway(index), in: .seconds(60)) }
    workers[index].whereabouts = .away
    plan(.isNoticed(index), in: shop.noticed)
    plan(.comesBack(index), in: dice.around(shop.away))
  }

  private func isTalking(_ index: Int) -> Bool { workers[index].talks > 0 }

  mutating func isNoticed(_ index: Int) {
    if workers[index].whereabouts == .away, shop.proof == .proved { turnsBell(index, isOn: false) }
  }

  mutating func comesBack(_ index: Int) {
    guard workers[index].whereabouts == .away else { return }
    workers[index].whereabouts = .there
    if workers[index].shift == .on {
      turnsBell(index, isOn: true)
      planAbsence(index)
    }
  }

  mutating func blinks(_ index: Int) {
    plan(.blinks(index), in: dice.around(blinkInterval))
    guard let console = workers[index].console else { return }
    workers[index].console = nil
    consoles[console] = nil
    play(.agentLeft(console))
    plan(.reconnects(index), in: shop.blink)
  }

  mutating func reconnects(_ index: Int) {
    if workers[index].console == nil { connects(index) }
  }
}
