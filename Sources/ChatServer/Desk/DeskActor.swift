import ChatDomain
import ChatWire
import CoreMetrics
import EventLoops
import Logging
import Networking
import Primitives
import Storage
import TranscriptFormat

/// The desk on its loop: events in, effects out, one deadline. Words reach nobody before they are on disk.
actor DeskActor: LoopActor {
  /// The desk's own loop.
  nonisolated let loop: EventLoop

  let desk: Desk
  var switchboard = Switchboard()
  var outbound = Outbound()
  var limits: VisitorLimits
  var held = HeldWords()
  var told = ToldLine()
  var bindings = Bindings()
  var secrets: KnownSecrets
  nonisolated let inbox = Mailbox<DeskLetter>()
  /// The letters being opened, and how far.
  var letters: [DeskLetter] = []
  var nextLetter = 0
  let journal: Journal
  let archive: Archive
  let past: PastReader
  let resumes: ResumeReader
  let slow: BlockingQueue
  let publicState: PublicState
  let metrics: ServerMetrics
  let blocklist: Blocklist
  let onCall: OnCall
  let log: Logger

  /// More effects than an event has, but for a newcomer's in a full shop.
  private static let usualEffects = 64

  /// What the public state was last made from; nil: make it anew.
  private struct Shown: Equatable {
    var phases: PhaseCounts
    var today: PromiseToday
    var links: [Link: Int]
    var musters: Int
  }

  private var shown: Shown?
  private var disk = PublicState.DiskRoom.free
  private var records: [JournalRecord] = []
  /// What one event asks for, in memory that serves all of them.
  private var effects: [DeskEffect] = []
  /// The end of this turn has been asked for.
  private var isTurnEnding = false
  private var slot: Slot?
  private var deadline: Instant?
  private lazy var client = DeskLoopClient(desk: self)

  /// Puts a desk (with its open conversations restored) on a loop.
  init(desk: sending Desk, surroundings: DeskSurroundings) {
    self.desk = desk
    (loop, journal, archive) = (surroundings.loop, surroundings.journal, surroundings.archive)
    (slow, publicState, metrics) = (surroundings.slow, surroundings.publicState, surroundings.metrics)
    (past, resumes, onCall) = (surroundings.past, surroundings.resumes, surroundings.onCall)
    (blocklist, log, limits) = (surroundings.blocklist, surroundings.log, surroundings.limits)
    secrets = surroundings.secrets
  }

  /// Begins to keep time; who the team is, is told next.
  func start() {
    slot = loop.register(client)
    pass()
  }

  /// A connection said who it is; the event follows.
  func connected(
    _ socket: SocketID, _ connection: Connection, as party: Switchboard.Party, by link: Link,
    from network: String = "", _ event: DeskEvent
  ) {
    switchboard.connect(socket, to: connection, as: party, by: link, from: network)
    happened(event)
  }

  /// A connection that had said who it is has closed.
  func disconnected(_ socket: SocketID, _ event: DeskEvent) {
    switchboard.disconnect(socket)
    held.drop(socket)
    happened(event)
  }

  /// Something happened.
  func happened(_ event: DeskEvent) {
    metrics.deskEvents.increment()
    desk.handle(event, at: loop.now, into: &effects)
    carry()
  }

  /// Keeps the calendar right from now on.
  func follow(_ settings: ClockSettings) {
    do throws(SystemError) { try settings.begin(on: loop) } catch {
      log.error("the calendar stays as it was at the start", metadata: ["error": "\(error)"])
    }
  }

  /// The calendar was set: consoles learn what the server's clock shows, and all that they count down by it.
  func clockSet() {
    switchboard.put(SharedText(AgentWire.beat(at: loop.calendar)), for: switchboard.everybody.agents)
    happened(.clockSet(ahead: Clock.ahead))
  }

  /// The shop set something else about its bell.
  func change(_ settings: DeskSettings) { desk.settings = settings }

  /// The disk has no room for new words, or has it again.
  func diskFilled(_ isFull: Bool) {
    (disk, shown) = (isFull ? .full : .free, nil)
    happened(.diskFilled(isFull: isFull))
  }

  /// What the transcripts tell of the weeks before.
  func recount(_ fates: [Fate]) { desk.recount(fates, at: loop.now) }

  func deadlinePassed() {
    deadline = nil
    pass()
  }

  private func pass() {
    desk.pass(loop.now, into: &effects)
    carry()
  }

  /// The events of this turn are through: their lines leave for the disk in one piece, the letters in one post a loop.
  func turnEnds() {
    isTurnEnding = false
    keepTime()
    show()
    if !records.isEmpty {
      let (batch, count) = (records, outbound.written)
      records.removeAll(keepingCapacity: true)
      journal.append(batch) { [self] result in post { $0.wrote(count, result) } }
    }
    switchboard.leave()
  }

  private func wrote(_ count: Int, _ result: Result<Void, StorageError>) {
    // A failed journal ends the process (design 6): nothing behind it may ever leave.
    guard case .success = result else { return }
    outbound.reached(count)
    while let effect = outbound.next() { perform(effect) }
    switchboard.leave()
  }

  private func carry() {
    for effect in effects {
      if case .record(let conversation, let entry) = effect {
        outbound.wrote()
        records.append(JournalRecord(conversation, entry))
        metrics.recorded(entry)
      } else if !outbound.holds(effect) {
        perform(effect)
      }
    }
    effects.removeAll(keepingCapacity: effects.capacity <= Self.usualEffects)
    endTurnSoon()
  }

  /// Until `start` there is no turn to end.
  private func endTurnSoon() {
    guard let slot, !isTurnEnding else { return }
    isTurnEnding = true
    loop.atEndOfTurn(slot)
  }

  private func keepTime() {
    let next = desk.nextDeadline
    guard let slot, next != deadline else { return }
    deadline = next
    loop.setDeadline(deadline, for: slot)
  }

  // Messages change neither who is here nor any phase: the common event costs a comparison.
  private func show() {
    let next = Shown(
      phases: desk.phases, today: desk.today, links: switchboard.links, musters: desk.musters)
    guard shown != next else { return }
    shown = next
    publicState.show(
      PublicState.Snapshot(
        here: desk.here, reachability: desk.reachability, phases: desk.phases,
        today: desk.today, disk: disk, links: next.links))
  }
}

/// Calls the desk back from its loop.
private final class DeskLoopClient: LoopClient {
  private unowned let desk: DeskActor

  init(desk: DeskActor) { self.desk = desk }
  func deadlinePassed() { desk.onLoop { $0.deadlinePassed() } }
  func turnEnds() { desk.onLoop { $0.turnEnds() } }
}
