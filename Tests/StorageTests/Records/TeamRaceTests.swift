import ChatDomain
import ChatTesting
import EventLoops
import Primitives
import Storage
import Synchronization
import Testing
import TranscriptFormat

@Suite(.timeLimit(.minutes(5))) struct TeamRaceTests {
  let place = TemporaryFolder()
  let now = Instant(milliseconds: 1_795_356_127_512)

  /// Runs `work` again and again on another thread until `body` is through.
  func beside(_ work: @escaping @Sendable () -> Void, _ body: () throws -> Void) throws {
    let isOver = Mutex(false), ended = Handoff<Void>(), begun = Handoff<Void>()
    BlockingQueue(label: "beside").run {
      work()
      begun.give()
      while !isOver.withLock({ $0 }) { work() }
      ended.give()
    }
    begun.take()
    defer {
      isOver.withLock { $0 = true }
      ended.take()
    }
    try body()
  }

  @Test func `who is removed while their file is changed stays removed`() throws {
    let folder = try DataFolder.open(place.path)
    for round in 0..<30 {
      let mole = try #require(AgentID("mole\(round)"))
      try folder.team.add(AgentFile(id: mole, name: "Mole", role: .agent))
      let seen = Mutex<AgentFile??>(nil)
      try folder.team.watch { _ in
      } _: { id, file in
        if id == mole { seen.withLock { $0 = .some(file) } }
      }
      let count = Counter()
      try beside {
        let number = count.next()
        do { try folder.team.update(mole) { $0.face = "\(number).png" } } catch {}
      } _: {
        try folder.team.remove(mole)
      }
      #expect(try folder.team.agent(mole) == nil)
      #expect(seen.withLock { $0 } == .some(nil))
    }
  }

  @Test func `a password that is changed while the file is changed stays changed`() throws {
    let folder = try DataFolder.open(place.path)
    let anna = try #require(AgentID("anna"))
    try folder.team.add(AgentFile(id: anna, name: "Anna", role: .agent))
    for round in 0..<30 {
      let count = Counter()
      try beside {
        let number = count.next()
        do { try folder.team.update(anna) { $0.face = "\(number).png" } } catch {}
      } _: {
        try folder.team.update(anna) { $0.password = "hash \(round)" }
      }
      #expect(try folder.team.agent(anna)?.password == "hash \(round)")
    }
  }

  @Test func `a link is spent once and none is lost, while others are made`() throws {
    let folder = try DataFolder.open(place.path)
    let anna = try #require(AgentID("anna"))
    try folder.team.add(AgentFile(id: anna, name: "Anna", role: .agent))
    let later = now + .seconds(900), made = Counter()
    for round in 0..<30 {
      try folder.team.addLink(hash: "spent \(round)", for: anna, expires: later, now: now)
      try beside {
        let number = made.next()
        do { try folder.team.addLink(hash: "made \(number)", for: anna, expires: later, now: now) } catch {
          Issue.record("\(error)")
        }
      } _: {
        let (first, second) = (
          try folder.team.spendLink(hash: "spent \(round)", now: now),
          try folder.team.spendLink(hash: "spent \(round)", now: now)
        )
        #expect(first != nil)
        #expect(second == nil)
      }
    }
    for number in 1...made.last {
      #expect(try folder.team.spendLink(hash: "made \(number)", now: now)?.id == anna)
    }
  }
}
