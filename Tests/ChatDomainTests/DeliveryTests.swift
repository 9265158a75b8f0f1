import ChatDomain
import ChatTesting
import Primitives
import Testing

@Suite struct DeliveryTests {
  @Test func `first words open the talk in one go`() {
    var script = Script()
    let page = script.visitorComes()
    let mid = script.visitor(page, says: "Hi!")
    let lines = script.ledger.lines[ConversationID(openedBy: mid)] ?? []
    #expect(lines.map(\.seq) == [1, 2, 3])
    #expect(lines.dropFirst().first?.mid == mid)
    #expect(lines.last?.fact == .waited(.nobodyHere))
  }

  @Test func `a repeated message is acked again and never written twice`() {
    var script = Script()
    let page = script.visitorComes()
    let mid = script.visitor(page, says: "Hi!")
    let talk = ConversationID(openedBy: mid)
    let count = script.facts(talk).count
    let effects = script.play(.visitorSaid(page, mid, "Hi!"))
    #expect(effects == [.tellVisitors([page], .ack(talk, mid, seq: 2, at: script.now))])
    script.play(.visitorSaid(page, mid, "Other words"))
    #expect(script.refusals(page: page) == [.midReused])
    #expect(script.facts(talk).count == count)
  }

  @Test func `a first message repeated after the end opens no second talk`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let page = script.visitorComes()
    let mid = script.visitor(page, says: "Hi!")
    let talk = ConversationID(openedBy: mid)
    script.play(.agent(anna, talk, .end))
    #expect(script.facts(talk).last == .ended(.byAgent))
    let effects = script.play(.visitorSaid(page, mid, "Hi!"))
    #expect(effects.count == 1)
    script.play(.visitorSaid(script.visitorComes(2), mid, "Hi! (mine)"))
    #expect(script.ledger.lines.count == 1)
  }

  @Test func `a message that stands in a file alone is acked with its place there and never written again`() {
    var script = Script()
    let page = script.visitorComes()
    let (mid, talk) = (MessageID(high: 4, low: 4), ConversationID(high: 3, low: 3))
    #expect(script.past(wantedBy: page, saying: mid)?.visitor != nil)
    var past = PastLines()
    let line = Entry(seq: 7, mid: mid, at: script.now, by: .visitor, name: "", fact: .said(Body(text: "Hi!")))
    past.take(line, of: talk, isTheirs: true)
    script.play(.visitorRecalled(page, past))
    #expect(script.past(wantedBy: page, saying: mid) != nil, "it would open a talk: its name must be free")
    let effects = script.play(.visitorSaid(page, mid, "Hi!"))
    #expect(effects == [.tellVisitors([page], .ack(talk, mid, seq: 7, at: script.now))])
    script.play(.visitorSaid(page, mid, "Other words"))
    #expect(script.refusals(page: page) == [.midReused])
    #expect(script.ledger.lines.isEmpty)
  }

  @Test(arguments: [false, true]) func `one's own line is known whoever else wrote under its id`(othersFirst: Bool) {
    var past = PastLines()
    let (mid, own, other) = (
      MessageID(high: 4, low: 4), ConversationID(high: 3, low: 3), ConversationID(high: 5, low: 5)
    )
    let line = Entry(
      seq: 7, mid: mid, at: Instant(milliseconds: 0), by: .visitor, name: "", fact: .said(Body(text: "Hi!")))
    if othersFirst { past.take(line, of: other, isTheirs: false) }
    past.take(line, of: own, isTheirs: true)
    if !othersFirst { past.take(line, of: other, isTheirs: false) }
    #expect(past.place(of: mid)?.conversation == own)
    #expect(past.place(of: mid)?.isTheirs == true)
  }

  @Test func `when a talk leaves memory its browser's past is wanted again`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let page = script.visitorComes()
    script.play(.visitorRecalled(page, PastLines()))
    let mid = script.visitor(page, says: "Hi!")
    script.play(.agent(anna, ConversationID(openedBy: mid), .end))
    #expect(script.past(wantedBy: page, saying: mid) == nil)
    script.wait(DomainLimits.endedKept)
    script.wait(.seconds(1))
    #expect(!script.desk.holds(ConversationID(openedBy: mid)))
    #expect(script.past(wantedBy: page, saying: mid) != nil)
  }

  @Test func `an agent's message is acked once written and again when repeated`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    let mid = script.agent(anna, says: "Hello", in: talk)
    let count = script.facts(talk).count
    let effects = script.play(.agent(anna, talk, .say(mid, "Hello")))
    #expect(effects == [.tellAgents([anna], .ack(talk, mid, seq: count, at: script.now))])
    script.play(.agent(anna, talk, .note(mid, "Hello")))
    #expect(script.refusals(console: anna) == [.midReused])
  }

  @Test func `the name of a line that the desk wrote is nobody else's`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (_, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    let lines = script.ledger.lines[talk] ?? []
    for line in lines where line.by == .desk {
      script.play(.agent(anna, talk, .say(line.mid, "Mine")))
      let page = script.visitorComes(resume: ResumePoint(conversation: talk, seq: line.seq, mid: line.mid))
      #expect(script.pages[page]?.contains(.entries(talk, after: line.seq, Array(lines[line.seq...]))) == true)
    }
    let count = lines.filter { $0.by == .desk }.count
    #expect(count > 0 && script.refusals(console: anna) == Array(repeating: .midReused, count: count))
    #expect(script.ledger.lines[talk] == lines)
  }

  @Test func `a name that stands in the talk is nobody else's, whoever gave it`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    let words = script.agent(anna, says: "100, no discount", in: talk)
    let note = MessageID(high: 9, low: 9)
    script.play(.agent(anna, talk, .note(note, "A regular")))
    let lines = script.ledger.lines[talk] ?? []
    for mid in [words, note] + lines.filter({ $0.by == .desk }).map(\.mid) {
      script.play(.visitorSaid(page, mid, "90, they said"))
      #expect(script.refusals(page: page).last == .midReused)
    }
    #expect(script.ledger.lines[talk] == lines)
    let effects = script.play(.agent(anna, talk, .say(words, "100, no discount")))
    let seq = lines.first { $0.mid == words }?.seq ?? 0
    #expect(effects == [.tellAgents([anna], .ack(talk, words, seq: seq, at: script.now))])
  }

  @Test(arguments: 1...40) func `a name that the desk will give to a later line is taken already`(ahead: Int) {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.agent(anna, says: "Hello", in: talk)
    let mid = talk.line((script.ledger.lines[talk]?.count ?? 0) + ahead)
    script.play(.visitorSaid(page, mid, "Mine"))
    script.play(.agent(anna, talk, .say(mid, "Mine")))
    script.play(.agent(anna, talk, .note(mid, "Mine")))
    #expect(script.refusals(page: page) == [.midReused])
    #expect(script.refusals(console: anna) == [.midReused, .midReused])
  }

  @Test func `a name of the talk that is over opens no new one`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    let words = script.agent(anna, says: "Hello", in: talk)
    script.play(.agent(anna, talk, .end))
    script.play(.visitorSaid(page, words, "Hello again"))
    #expect(script.refusals(page: page) == [.midReused])
    #expect(script.ledger.lines.count == 1)
  }

  @Test func `all tabs and a second device of a proved person get every line`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    let tab = script.visitorComes(1)
    let person = Identity(person: PersonID(high: 4, low: 4), name: "Jonas", proof: .proved)
    script.play(.visitorIdentified(page, person))
    script.play(.visitorIdentified(tab, person))
    let phone = script.visitorComes(2)
    script.play(.visitorIdentified(phone, person))
    script.visitor(phone, says: "I am on the train now")
    for socket in [page, tab, phone] {
      guard case .entry(talk, let entry)? = script.pages[socket]?.last(where: isEntry) else {
        #expect(Bool(false), "\(socket) got no line")
        continue
      }
      #expect(entry.fact == .said(Body(text: "I am on the train now")))
    }
    #expect(script.ledger.lines.count == 1)
  }

  @Test func `a claim joins nobody's talk and never outweighs a proof`() {
    var script = Script()
    let (page, talk) = script.newTalk(1)
    let person = PersonID(high: 4, low: 4)
    script.play(.visitorIdentified(page, Identity(person: person, name: "Jonas", proof: .proved)))
    script.play(.visitorIdentified(page, Identity(person: person, name: "Eve", proof: .claimed)))
    #expect(script.desk.conversation(talk)?.identity?.name == "Jonas")
    let stranger = script.visitorComes(2)
    script.play(.visitorIdentified(stranger, Identity(person: person, name: "Jonas", proof: .claimed)))
    script.visitor(stranger, says: "It is me")
    #expect(script.ledger.lines.count == 2)
  }

  @Test func `a returning page gets what it missed, or everything when it holds other lines`() {
    var script = Script()
    let (page, talk) = script.newTalk()
    script.visitor(page, says: "Two")
    let lines = script.ledger.lines[talk] ?? []
    let held = script.visitorComes(resume: ResumePoint(conversation: talk, seq: 2, mid: lines[1].mid))
    #expect(script.pages[held]?.contains(.entries(talk, after: 2, Array(lines[2...]))) == true)
    let wrong = script.visitorComes(resume: ResumePoint(conversation: talk, seq: 3, mid: lines[1].mid))
    #expect(script.pages[wrong]?.contains(.entries(talk, after: 0, lines)) == true)
  }

  @Test func `lines older than memory come from the file`() {
    var script = Script()
    let (page, talk) = script.newTalk()
    for number in 0..<200 { script.visitor(page, says: "\(number)") }
    let count = script.facts(talk).count
    let socket = script.nextSocket()
    let effects = script.play(.visitorCame(socket, Script.arrival(1)))
    #expect(effects.contains(.fetch(talk, after: 0, through: count, to: socket, for: .visitor)))
    let anna = script.agentComes("anna")
    let opened = script.play(.agent(anna, talk, .open(after: count - 10)))
    guard case .tellAgents([anna], .entries(talk, after: count - 10, let lines))? = opened.first else {
      return #expect(Bool(false), "\(opened)")
    }
    #expect(lines.map(\.seq) == Array(count - 9...count + 1), "the new ring is the last line")
  }

  @Test func `nobody resumes a stranger's talk`() {
    var script = Script()
    let (_, talk) = script.newTalk(1)
    let line = script.ledger.lines[talk]?.last
    let point = ResumePoint(conversation: talk, seq: line?.seq ?? 0, mid: line?.mid)
    let stranger = script.visitorComes(2, resume: point)
    #expect(script.pages[stranger] == [.welcome(here: [], talk: nil)])
  }

  @Test func `words that are none or too many are refused with the limit`() {
    var script = Script()
    let page = script.visitorComes()
    let mid = script.visitor(page, says: " \n\u{A0}")
    #expect(script.pages[page]?.last == .refused(Refusal(.textEmpty, ref: mid, field: "text")))
    let long = script.visitor(page, says: String(repeating: "é", count: 4_097))
    #expect(script.pages[page]?.last == .refused(Refusal(.textTooLong, ref: long, field: "text", limit: 8_192)))
    #expect(script.ledger.lines.isEmpty)
  }

  @Test func `a full disk refuses new words and nothing else`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.play(.diskFilled(isFull: true))
    script.visitor(page, says: "More")
    #expect(script.refusals(page: page) == [.diskFull])
    script.agent(anna, says: "Hello", in: talk)
    #expect(script.refusals(console: anna) == [.diskFull])
    script.play(.agent(anna, talk, .pickUp))
    script.play(.diskFilled(isFull: false))
    script.agent(anna, says: "Hello", in: talk)
    #expect(script.facts(talk).last == .said(Body(text: "Hello")))
  }

  @Test func `seen marks never go back and never beyond the last line`() {
    var script = Script()
    let anna = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    script.play(.agent(anna, talk, .pickUp))
    script.play(.visitorSaw(page, seq: 99))
    #expect(script.consoles[anna]?.last == .seen(talk, seq: 4))
    #expect(script.play(.visitorSaw(page, seq: 2)).isEmpty)
    script.play(.agent(anna, talk, .see(seq: 3)))
    #expect(script.pages[page]?.last == .seen(talk, seq: 3))
  }

  @Test func `without a hello nothing is taken`() {
    var script = Script()
    let socket = script.nextSocket()
    script.visitor(socket, says: "Hi")
    #expect(script.refusals(page: socket) == [.sayHelloFirst])
    script.play(.agent(socket, ConversationID(high: 1, low: 1), .pickUp))
    #expect(script.refusals(console: socket) == [.sayHelloFirst])
  }

  @Test func `the person is introduced when it rings and again when they say who they are`() {
    var script = Script()
    _ = script.agentComes("anna")
    let (page, talk) = script.newTalk()
    #expect(script.introductions.map(\.conversation) == [talk])
    script.play(.visitorIdentified(page, Identity(person: PersonID(high: 4, low: 4), proof: .proved)))
    #expect(script.introductions.count == 2)
    #expect(script.introductions.last?.identity?.proof == .proved)
  }
}

private func isEntry(_ notice: VisitorNotice) -> Bool { if case .entry = notice { true } else { false } }

extension Script {
  fileprivate func past(wantedBy page: SocketID, saying mid: MessageID) -> PastQuestion? {
    desk.past(wantedBy: page, saying: mid)
  }
}
