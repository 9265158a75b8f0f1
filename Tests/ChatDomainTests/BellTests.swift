import ChatDomain
import ChatTesting
import Primitives
import Testing

/// The bell by itself: whatever happens in whatever state, it is in a state that makes sense, and says what is left to do.
@Suite struct BellTests {
  private static let (anna, ben): (AgentID, AgentID) = (slug("anna"), slug("ben"))
  private static let start = Instant(milliseconds: 0)
  private static let hold = Hold(from: start, ring: .seconds(6))

  /// All that can happen to a bell.
  private enum Event: CaseIterable {
    case ringsForAnna, ringsForBoth, passesOnToBen, ringsInQuiet, waits, stops, isPickedUp
    case annaAcknowledges, benAcknowledges, annaAcknowledgesLate, annaDeclines, benDeclines, annaIsLost, benIsLost
    case ackTimePasses, callsOut, speaks, isHandedOver, rests, wants, types
  }

  private struct Move {
    let before: Bell, event: Event, after: Bell, left: [AgentID], step: Bell.Step?
  }

  @Test func `no event leads into a state that makes no sense`() {
    let moves = Self.allMoves()
    for move in moves {
      let said = "\(move.event): \(move.before) -> \(move.after)"
      #expect(Set(move.after.rung).count == move.after.rung.count, "an agent is rung twice: \(said)")
      #expect(move.after.rung == move.after.rung.sorted(), "\(said)")
      if let ring = move.after.ring {
        #expect(ring.number == 1 && ring.isQuiet == ring.rung.isEmpty, "\(said)")
        if !ring.rung.isEmpty { #expect(move.step.map { !Self.isPassOn($0) } ?? true, "\(said)") }
      }
      #expect((move.after.claim == nil) == !Self.isHad(move.after), "only an agent is wanted: \(said)")
    }
    let names = Set(moves.map { Self.name($0.after) })
    #expect(names == ["silent", "ringing", "waiting", "held", "answered"])
    #expect(moves.count > 200)
  }

  @Test func `whoever is rung no more is named, and nobody else`() {
    for move in Self.allMoves() {
      let gone = move.before.rung.filter { !move.after.rung.contains($0) }
      let said = "\(move.event): \(move.before) -> \(move.after)"
      switch move.step {
      case nil: #expect(Set(move.left).isSuperset(of: gone) && move.left == move.before.rung, "\(said)")
      case .same: #expect(move.before.rung == move.after.rung, "\(said)")
      case .joined: #expect(move.after.rung.count == move.before.rung.count + 1, "\(said)")
      case .left(let agents): #expect(agents == gone && !gone.isEmpty && !move.after.rung.isEmpty, "\(said)")
      case .passOn(let agents): #expect(agents == gone && move.after.rung.isEmpty, "\(said)")
      }
    }
  }

  @Test func `only a ring hears of agents, and only a pick-up of words and places`() {
    for move in Self.allMoves() {
      let said = "\(move.event): \(move.before) -> \(move.after)"
      if move.before.ring == nil, let step = move.step {
        #expect(step == .same && move.after == move.before, "\(said)")
      }
      switch move.event {
      case .speaks: #expect(move.after.hold == nil, "\(said)")
      case .isHandedOver, .rests, .wants, .types:
        if !Self.isHad(move.before) { #expect(move.after == move.before, "\(said)") }
      default: break
      }
    }
  }

  @Test func `an agent who missed a ring comes back by a late acknowledgement, if they can be rung`() {
    var bell = Self.ringing([Self.anna, Self.ben])
    #expect(bell.acknowledged(ring: 1, by: Self.ben, isCallable: true) == .same)
    #expect(bell.ackTimePassed() == .left([Self.anna]))
    #expect(bell.acknowledged(ring: 2, by: Self.anna, isCallable: true) == .same, "another ring")
    var gone = bell
    #expect(gone.acknowledged(ring: 1, by: Self.anna, isCallable: false) == .same)
    #expect(bell.acknowledged(ring: 1, by: Self.anna, isCallable: true) == .joined)
    #expect(bell.rung == [Self.anna, Self.ben])
  }

  @Test func `a ring that passes on does not go back to those who missed or declined it`() {
    var bell = Self.ringing([Self.anna])
    #expect(bell.ackTimePassed() == .passOn(from: [Self.anna]))
    let former = bell.ring
    bell = .ringing(Ring(2, for: [Self.ben], at: Self.start, ends: Self.start + .seconds(12), after: former))
    #expect(bell.declined(by: Self.ben) == .passOn(from: [Self.ben]))
    #expect(bell.declined(by: Self.ben) == .same)
    #expect(bell.acknowledged(ring: 2, by: Self.anna, isCallable: true) == .joined, "she is there after all")
  }

  /// Every event in every state that can be reached from a new conversation's.
  private static func allMoves() -> [Move] {
    var (moves, states, next) = ([Move](), [Bell.silent], 0)
    while next < states.count {
      let before = states[next]
      next += 1
      for event in Event.allCases {
        let move = move(before, event)
        moves.append(move)
        if !states.contains(move.after) { states.append(move.after) }
      }
    }
    return moves
  }

  private static func move(_ before: Bell, _ event: Event) -> Move {
    var (bell, left, step) = (before, [AgentID](), Bell.Step?.none)
    switch event {
    case .ringsForAnna: left = bell.become(ringing([anna]))
    case .ringsForBoth: left = bell.become(ringing([anna, ben]))
    case .passesOnToBen: left = bell.become(ringing([ben], after: before.ring))
    case .ringsInQuiet: left = bell.become(.ringing(Ring(quiet: 1, ends: start + .seconds(6))))
    case .waits: left = bell.become(.waiting(callsOut: start + .seconds(12)))
    case .stops: left = bell.become(.silent)
    case .isPickedUp: left = bell.become(.held(hold, .wanting))
    case .annaAcknowledges: step = bell.acknowledged(ring: 1, by: anna, isCallable: true)
    case .benAcknowledges: step = bell.acknowledged(ring: 1, by: ben, isCallable: true)
    case .annaAcknowledgesLate: step = bell.acknowledged(ring: 1, by: anna, isCallable: false)
    case .annaDeclines: step = bell.declined(by: anna)
    case .benDeclines: step = bell.declined(by: ben)
    case .annaIsLost: step = bell.lost(anna)
    case .benIsLost: step = bell.lost(ben)
    case .ackTimePasses: if before.ring?.ackBy != nil { step = bell.ackTimePassed() } else { left = before.rung }
    default: change(&bell, event)
    }
    if step == nil, event != .ackTimePasses, !isTransition(event) { left = before.rung }
    return Move(before: before, event: event, after: bell, left: left, step: step)
  }

  private static func change(_ bell: inout Bell, _ event: Event) {
    switch event {
    case .callsOut: bell.calledOut()
    case .speaks: bell.spoken()
    case .isHandedOver: bell.handedOver()
    case .rests: bell.claimed(.resting)
    case .wants: bell.claimed(.wanting)
    case .types: bell.holds(hold)
    default: break
    }
  }

  private static func ringing(_ agents: [AgentID], after former: Ring? = nil) -> Bell {
    .ringing(Ring(1, for: agents, at: start, ends: start + .seconds(6), after: former))
  }

  private static func isTransition(_ event: Event) -> Bool {
    [.ringsForAnna, .ringsForBoth, .passesOnToBen, .ringsInQuiet, .waits, .stops, .isPickedUp].contains(event)
  }

  private static func isPassOn(_ step: Bell.Step) -> Bool { if case .passOn = step { true } else { false } }

  private static func isHad(_ bell: Bell) -> Bool {
    switch bell {
    case .held, .answered: true
    case .silent, .ringing, .waiting: false
    }
  }

  private static func name(_ bell: Bell) -> String {
    switch bell {
    case .silent: "silent"
    case .ringing: "ringing"
    case .waiting: "waiting"
    case .held: "held"
    case .answered: "answered"
    }
  }
}

/// An invitation's bell by itself.
@Suite struct InvitationBellTests {
  private let start = Instant(milliseconds: 0)

  @Test func `nothing but an invitation makes it ring`() {
    var bell = InvitationBell.silent
    bell.acknowledge()
    bell.awaitReturn(until: start)
    #expect(bell == .silent)
    bell.send(at: start)
    #expect(bell == .sent(ackBy: start + DomainLimits.ringHeard))
  }

  @Test func `a colleague who has acknowledged it and goes is waited for again`() {
    var bell = InvitationBell.silent
    bell.send(at: start)
    bell.acknowledge()
    #expect(bell == .acknowledged)
    bell.awaitReturn(until: start + .seconds(6))
    #expect(bell == .sent(ackBy: start + .seconds(6)))
    bell.end()
    #expect(bell == .silent)
  }
}
