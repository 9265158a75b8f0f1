import ChatDomain
import ChatTesting
import Primitives
import Testing

/// A conversation is sent only to whom it belongs: the browser of a stranger, or the person who was proved in it.
@Suite struct IdentityTests {
  let carla = Identity(person: PersonID(high: 5, low: 1), name: "Carla", proof: .proved)
  let dirk = Identity(person: PersonID(high: 5, low: 2), name: "Dirk", proof: .proved)

  func claim(_ visitor: UInt64, _ name: String) -> Identity {
    Identity(person: PersonID(high: 1, low: visitor), name: name, proof: .claimed)
  }

  @Test func `the next stranger on a browser reads nothing of the person who was proved there`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    script.play(.visitorIdentified(page, carla))
    script.visitor(page, says: "Words of Carla")
    let next = script.visitorComes(1, resume: ResumePoint(conversation: talk, seq: 2, mid: nil))
    script.play(.visitorMissed(next, after: 0))
    #expect(script.told(next) == [])
    script.visitor(next, says: "Words of a guest")
    #expect(script.ledger.lines.count == 2)
    #expect(script.desk.conversation(talk)?.owner == .person(carla.person))
    script.visitor(page, says: "More words of Carla")
    #expect(script.told(next) == [script.ledger.begun[1]])
  }

  @Test func `a proof of another person on a secret or a connection that is somebody's is refused`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    script.play(.visitorIdentified(page, carla))
    let before = script.ledger.lines
    script.play(.visitorIdentified(page, dirk, by: "email"))
    #expect(script.pages[page]?.last == .refused(Refusal(.otherPerson, field: "email")))
    let next = script.visitorComes(1)
    script.play(.visitorIdentified(next, dirk, by: "token"))
    #expect(script.pages[next]?.last == .refused(Refusal(.otherPerson, field: "token")))
    #expect(script.told(next) == [])
    #expect(script.ledger.lines == before)
    script.restart()
    let later = script.visitorComes(1)
    script.play(.visitorIdentified(later, dirk))
    #expect(script.refusals(page: later) == [.otherPerson])
    script.play(.visitorIdentified(later, carla))
    #expect(script.told(later) == [talk])
  }

  @Test func `who was proved without a word keeps the secret over a restart`() {
    var script = Script()
    let page = script.visitorComes(1)
    script.play(.visitorIdentified(page, carla))
    script.restart()
    let next = script.visitorComes(1)
    script.play(.visitorIdentified(next, dirk))
    #expect(script.refusals(page: next) == [.otherPerson])
  }

  @Test func `an ended talk that was read from its file is taken over by the first proof`() throws {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    let anna = script.agentComes("anna")
    script.play(.agent(anna, talk, .pickUp))
    script.agent(anna, says: "An answer", in: talk)
    script.play(.agent(anna, talk, .end))
    script.play(.visitorLeft(page))
    let conversation = try #require(script.desk.conversation(talk))
    var later = Script()
    let next = later.visitorComes(1)
    later.play(.talksRecalled([conversation, conversation]))
    let effects = later.play(.visitorIdentified(next, carla))
    #expect(later.desk.conversation(talk)?.owner == .person(carla.person))
    let bound = effects.firstIndex(of: .bind(VisitorID(high: 1, low: 1), to: carla.person))
    let said = effects.firstIndex(of: .tellVisitors([next], .identified(carla.person, .proved)))
    #expect(bound == 0 && said == 1, "the secret is hers before she is told so")
  }

  @Test func `a proof is said before anything of the talk is shown`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    script.play(.visitorIdentified(page, carla))
    let phone = script.visitorComes(2)
    script.play(.visitorIdentified(phone, carla))
    let notices = script.pages[phone] ?? []
    #expect(notices.dropFirst().first == .identified(carla.person, .proved))
    #expect(script.told(phone) == [talk])
    let lines = script.ledger.lines[talk] ?? []
    #expect(notices.contains(.entries(talk, after: 0, lines)))
  }

  @Test func `the first proof adopts the open talk, and other tabs follow it no longer until they are proved`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    let tab = script.visitorComes(1)
    script.play(.visitorIdentified(page, carla))
    let count = script.pages[tab]?.count
    script.visitor(page, says: "For Carla alone")
    #expect(script.pages[tab]?.count == count)
    let lines = script.ledger.lines[talk] ?? []
    #expect(script.pages[page]?.contains(.entries(talk, after: 3, [lines[3]])) == true)
    script.play(.visitorIdentified(tab, carla))
    #expect(script.pages[tab]?.contains(.entries(talk, after: 0, lines)) == true)
  }

  @Test func `ended talks of the last hour are adopted and older ones stay the browser's`() {
    var script = Script()
    let anna = script.agentComes("anna")
    func talk(_ script: inout Script) -> ConversationID {
      let (_, id) = script.newTalk(1)
      script.agent(anna, says: "Hello", in: id)
      script.play(.agent(anna, id, .end))
      return id
    }
    let old = talk(&script)
    script.wait(.seconds(3_600))
    let fresh = talk(&script)
    let page = script.visitorComes(1, resume: ResumePoint(conversation: old, seq: 1, mid: nil))
    script.play(.visitorIdentified(page, carla))
    #expect(script.desk.conversation(old)?.owner == .browser(VisitorID(high: 1, low: 1)))
    #expect(script.desk.conversation(fresh)?.owner == .person(carla.person))
    let second = script.visitorComes(2, resume: ResumePoint(conversation: fresh, seq: 0, mid: nil))
    script.play(.visitorIdentified(second, carla))
    #expect(script.told(second) == [fresh])
    script.restart()
    let stranger = script.visitorComes(1, resume: ResumePoint(conversation: fresh, seq: 0, mid: nil))
    #expect(script.told(stranger) == [])
    #expect(script.ledger.violations == [])
  }

  @Test func `a person with an open talk keeps it, and the browser keeps the anonymous one`() {
    var script = Script()
    let (phone, own) = script.newTalk(2)
    script.play(.visitorIdentified(phone, carla))
    let (page, anonymous) = script.newTalk(1)
    script.play(.visitorIdentified(page, carla))
    #expect(script.desk.conversation(anonymous)?.owner == .browser(VisitorID(high: 1, low: 1)))
    script.visitor(page, says: "On my computer now")
    #expect(script.ledger.lines[own]?.last?.fact == .said(Body(text: "On my computer now")))
    let guest = script.visitorComes(1)
    #expect(script.told(guest) == [anonymous])
  }

  @Test func `a later proof adopts nothing: a guest may have written it`() {
    var script = Script()
    let first = script.visitorComes(1)
    script.play(.visitorIdentified(first, carla))
    let (guest, talk) = script.newTalk(1)
    let later = script.visitorComes(1)
    script.play(.visitorIdentified(later, carla))
    #expect(script.pages[later]?.last == .identified(carla.person, .proved))
    script.visitor(guest, says: "Still mine")
    #expect(script.pages[later]?.last == .identified(carla.person, .proved))
    #expect(script.ledger.lines[talk]?.last?.fact == .said(Body(text: "Still mine")))
  }

  @Test func `a claim changes the stranger's own talk and nothing of the person`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    script.play(.visitorIdentified(page, claim(1, "Carl")))
    #expect(script.pages[page]?.contains(.identified(PersonID(high: 1, low: 1), .claimed)) == true)
    #expect(script.desk.conversation(talk)?.owner == .browser(VisitorID(high: 1, low: 1)))
    script.play(.visitorIdentified(page, carla))
    script.play(.visitorIdentified(page, claim(1, "Eve")))
    #expect(script.desk.conversation(talk)?.identity == carla)
    let stranger = script.visitorComes(1)
    script.play(.visitorIdentified(stranger, claim(1, "Eve")))
    #expect(script.told(stranger) == [])
  }

  @Test func `words sent again are acked to their author alone`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    script.play(.visitorIdentified(page, carla))
    let mid = script.nextMessage()
    script.play(.visitorSaid(page, mid, "Once"))
    let stranger = script.visitorComes(1)
    script.play(.visitorSaid(stranger, mid, "Once"))
    let first = MessageID(high: talk.high, low: talk.low)
    script.play(.visitorSaid(stranger, first, "Hi"))
    #expect(script.refusals(page: stranger) == [.midReused, .midReused])
    let phone = script.visitorComes(2)
    script.play(.visitorIdentified(phone, carla))
    script.play(.visitorSaid(phone, mid, "Once"))
    #expect(script.refusals(page: phone) == [])
    #expect(script.ledger.lines[talk]?.filter { $0.mid == mid }.count == 1)
  }

  @Test func `a person keeps ringing over a change of pages`() {
    var script = Script()
    _ = script.agentComes("anna")
    let (page, talk) = script.newTalk(1)
    script.play(.visitorIdentified(page, carla))
    script.play(.visitorLeft(page))
    script.wait(.seconds(2))
    let next = script.visitorComes(1)
    script.play(.visitorIdentified(next, carla))
    #expect(script.told(next) == [talk])
    guard case .ringing? = script.desk.conversation(talk)?.phase else {
      #expect(Bool(false), "it rings no longer")
      return
    }
  }

  @Test func `a talk with several proved people is sent to no visitor, and its secret proves nobody`() throws {
    var script = Script()
    let (_, talk) = script.newTalk(1)
    var mixed = try #require(script.desk.conversation(talk))
    for identity in [carla, dirk] {
      let seq = mixed.lastSeq + 1
      mixed.apply(
        Entry(seq: seq, mid: talk.line(seq), at: script.now, by: .visitor, name: "", fact: .identified(identity)))
    }
    let desk = Desk()
    desk.restore(mixed, at: script.now)
    let place = Place(page: Page(url: "https://shop.example/", title: ""))
    for (number, identity) in [(1, carla), (1, dirk), (2, carla), (3, dirk)] {
      let socket = SocketID(UInt64(100 + number) * 10 + (identity == carla ? 0 : 1))
      let visitor = VisitorID(high: 1, low: UInt64(number))
      let resume = ResumePoint(conversation: talk, seq: 0, mid: nil)
      let arrival = Arrival(visitor: visitor, site: Script.site, place: place, resume: resume)
      var effects = desk.handle(.visitorCame(socket, arrival), at: script.now)
      effects += desk.handle(.visitorIdentified(socket, identity), at: script.now)
      effects += desk.handle(.visitorMissed(socket, after: 0), at: script.now)
      #expect(!effects.contains { namesTalk($0, talk) })
      let refused = effects.contains(.tellVisitors([socket], .refused(Refusal(.otherPerson, field: "id"))))
      #expect(refused == (number == 1))
    }
  }

  @Test func `a site may let the secret prove the person on every page`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    script.play(.visitorIdentified(page, carla))
    let place = Place(page: Page(url: "https://shop.example/plain", title: ""))
    let socket = script.nextSocket()
    let arrival = Arrival(
      visitor: VisitorID(high: 1, low: 1), site: Script.site, place: place, isTrusted: true)
    script.play(.visitorCame(socket, arrival))
    #expect(script.told(socket) == [talk])
    let anna = script.agentComes("anna")
    script.agent(anna, says: "Bye", in: talk)
    script.play(.agent(anna, talk, .end))
    script.visitor(socket, says: "New words")
    #expect(script.desk.conversation(script.ledger.begun[1])?.owner == .person(carla.person))
  }

  @Test func `equal people on two sites share no talk`() {
    var script = Script()
    let (page, _) = script.newTalk(1)
    script.play(.visitorIdentified(page, carla))
    let place = Place(page: Page(url: "https://other.example/", title: ""))
    let socket = script.nextSocket()
    script.play(.visitorCame(socket, Arrival(visitor: VisitorID(high: 1, low: 9), site: slug("other"), place: place)))
    script.play(.visitorIdentified(socket, carla))
    #expect(script.told(socket) == [])
  }
}

private func namesTalk(_ effect: DeskEffect, _ talk: ConversationID) -> Bool {
  guard case .tellVisitors(_, let notice) = effect else { return false }
  return conversation(of: notice) == talk
}

private func conversation(of notice: VisitorNotice) -> ConversationID? {
  switch notice {
  case .welcome(_, let talk): talk?.conversation
  case .talk(let talk): talk.conversation
  case .entry(let id, _), .entries(let id, _, _), .ack(let id, _, _, _), .typing(let id, _, _), .seen(let id, _): id
  case .identified, .here, .refused: nil
  }
}

extension Script {
  /// The talks of which a page was told anything.
  fileprivate func told(_ page: SocketID) -> Set<ConversationID> { Set((pages[page] ?? []).compactMap(conversation)) }
}
