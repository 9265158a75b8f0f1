import ChatDomain
import EventLoops
import Glibc
import Logging
import Primitives
import Secrets
import Storage
import TranscriptFormat

/// The composition root: opens a data folder, restores its desk and puts together what every connection shares.
struct ServerAssembly {
  let services: Services

  init(folder: DataFolder, configuration: ServerConfiguration, log: Logger) throws {
    let settings = try folder.settings { randomBytes(32) }
    if !settings.timeZone.isEmpty, !WallClock.choose(settings.timeZone) {
      throw ConfigurationError.file(
        folder.path("settings.json"), "timeZone: this system knows no zone '\(settings.timeZone)' (package tzdata)")
    }
    let sites = SiteBook(try folder.sites.all())
    let blocklist = folder.blocklist
    try blocklist.reload()
    let (publicState, metrics, slow) = (PublicState(), ServerMetrics(), BlockingQueue(label: "slow"))
    let (events, onCall) = (
      DiskWatch(log: log),
      OnCall(CallBook(folder), command: settings.onCallCommand, log: log) { metrics.calledOut($0) }
    )
    let options = StorageOptions(segmentSize: configuration.segmentBytes, descriptors: DescriptorLimit.current)
    let store = try Store(folder, options: options, events: events.events)
    Self.report(store.recovered, to: log)
    let (deskSettings, transcripts) = (Self.settings(configuration, sites, settings), TranscriptCatalog(folder))
    let known = try Self.known(folder)
    let desk = DeskActor(
      desk: try Self.restored(store.recovered, deskSettings, transcripts, known.secrets, log),
      surroundings: DeskSurroundings(
        loop: try EventLoop(label: "desk"), journal: store.journal, archive: store.archive, past: store.past,
        resumes: store.resumes,
        slow: slow, publicState: publicState, metrics: metrics, blocklist: blocklist, onCall: onCall,
        log: log,
        limits: VisitorLimits(
          burst: configuration.visitorBurst, perSecond: configuration.visitorMessagesPerSecond),
        secrets: known.isComplete ? .all : .reading(waiting: [])))
    events.watch(for: desk)
    let promise = PromiseReader(desk: desk, log: log)
    let open = store.recovered.conversations.filter { $0.answer == .none }.map(\.id)
    promise.read(transcripts, deskSettings, except: Set(open))
    let keeping = Keeping(folder, store, desk: desk, metrics: metrics, log: log)
    let accounts = try Accounts(folder, key: settings.cookieKey)
    let storage = StorageWatch(store.queues + [accounts.hashes.queue, slow, keeping.queue], store.archive.lag) {
      [path = folder.path] in
      StorageWatch.room(at: path)
    }
    storage.begin(log)
    let clock = ClockWatch(log: log)
    Self.follow(clock, store, desk, slow, log)
    let customers = CustomerKeys(known.oldFiles) { [archive = store.archive] in archive.note($0, $1, $2) }
    services = Services(
      configuration: configuration, log: log, metrics: metrics, desk: desk, publicState: publicState,
      accounts: accounts, shop: ShopRecords(sites: sites, blocklist: blocklist, customers: customers), store: store,
      keeping: keeping, slow: slow,
      watches: HealthWatches(
        storage: storage, proxies: ProxyDoubt(log: log, publicURL: configuration.publicURL), clock: clock),
      promise: promise, onCall: onCall)
    store.search.start()
    Self.readOn(known, in: folder, for: desk, log)
  }

  /// From here on the calendar follows the machine's clock.
  private static func follow(
    _ clock: ClockWatch, _ store: Store, _ desk: DeskActor, _ slow: BlockingQueue, _ log: Logger
  ) {
    do throws(SystemError) {
      let settings = try ClockSettings { [weak desk] step in
        guard let desk else { return }
        clock.stepped(step, at: desk.loop.now, calendar: desk.loop.calendar)
        slow.run {
          do throws(StorageError) { try store.clockSet() } catch {
            log.error("talks of the day not read", metadata: ["error": "\(error)"])
          }
        }
        desk.onLoop { $0.clockSet() }
      }
      desk.post { $0.follow(settings) }
    } catch { log.error("the calendar stays as it was at the start", metadata: ["error": "\(error)"]) }
  }

  /// Until it is done a proof waits by a secret that no file has named.
  private static func readOn(_ known: Known, in folder: DataFolder, for desk: DeskActor, _ log: Logger) {
    guard !known.isComplete else { return }
    BlockingQueue(label: "secrets").run {
      var proofs: [OldSecrets.Proof] = []
      // One file that cannot be read holds nobody up for ever.
      func add(_ more: () throws(StorageError) -> [OldSecrets.Proof]) {
        do throws(StorageError) { proofs += try more() } catch {
          log.error("secrets not read", metadata: ["error": "\(error)"])
        }
      }
      for person in known.unread { add { () throws(StorageError) in try folder.people.secrets(of: [person]) } }
      if known.isOldUnread { add { () throws(StorageError) in try OldSecrets(folder).read() } }
      desk.post { [proofs] in $0.know(proofs) }
    }
  }

  /// What must be known of the people before any of them comes.
  private static func known(_ folder: DataFolder) throws(StorageError) -> Known {
    let old = try OldSecrets(folder).kept()
    var known = Known(secrets: old ?? [], isOldUnread: old == nil)
    guard !folder.sharesCustomers else {
      try folder.people.forEach { person, file in
        known.secrets += file.values(.browser).compactMap { VisitorID($0) }.map { ($0, person) }
        known.oldFiles.take(person, file)
      }
      return known
    }
    let all = try folder.people.all()
    known.secrets = try folder.people.secrets(of: all.prefix(mostBefore))
    known.unread = Array(all.dropFirst(mostBefore))
    return known
  }

  /// So many people's files are read in the blink of an eye; the others while the server is at work already.
  private static let mostBefore = 5_000

  private struct Known {
    var secrets: [OldSecrets.Proof]
    var oldFiles = CustomerKeys.OldFiles()
    /// Whose files have not been read.
    var unread: [PersonID] = []
    /// Whether the transcripts of a folder of format 1 have not been read for its secrets.
    let isOldUnread: Bool
    var isComplete: Bool { !isOldUnread && unread.isEmpty }
  }

  static func settings(
    _ configuration: ServerConfiguration, _ sites: SiteBook, _ file: SettingsFile
  ) -> DeskSettings {
    var settings = DeskSettings(attention: .seconds(Int64(file.attentionSeconds)), clock: wall)
    settings.siteNames = Dictionary(sites.all.map { ($0.id, $0.name) }) { $1 }
    if let ring = configuration.ringMilliseconds {
      settings.ring = .milliseconds(Int64(ring))
    } else {
      let rings = sites.all.map { ($0.id, Milliseconds.seconds(Int64($0.ringSeconds))) }
      settings.siteRings = Dictionary(rings) { $1 }
    }
    return settings
  }

  // From 1970 to 2100: the machine's clock may be set to any day.
  private static var wall: ShopClock {
    let first = Instant(milliseconds: 0)
    let changes = WallClock.changes(from: first, through: first + .seconds(130 * 365 * 86_400))
    return ShopClock(zone: WallClock.zone, changes.map { ShopClock.Change(from: $0.from, offset: $0.offset) })
  }

  private static func restored(
    _ recovered: Recovered, _ settings: DeskSettings, _ transcripts: TranscriptCatalog,
    _ secrets: [OldSecrets.Proof], _ log: Logger
  ) throws(StorageError) -> sending Desk {
    let desk = Desk(settings: settings, ahead: Clock.ahead)
    let (now, calendar) = (Clock.now(), Clock.calendar())
    for (secret, person) in secrets { desk.know(secret, of: person) }
    let since = calendar + .seconds(-DomainLimits.adopted.count / 1_000)
    let ended = try transcripts.ended(lastLineSince: since, at: calendar) { report($0, to: log) }
    for conversation in recovered.ended + recovered.conversations + ended { desk.restore(conversation, at: now) }
    // What the team has kept of its promise today stands in the transcripts alone; the weeks before are read later.
    for day in PromiseReader.today(calendar) {
      desk.recount(Array(try transcripts.fates(on: day, settings).values), at: now)
    }
    return desk
  }

  private static func report(_ recovered: Recovered, to log: Logger) {
    log.info(
      "recovered",
      metadata: ["open talks": "\(recovered.conversations.count)", "restored lines": "\(recovered.restoredLines)"])
    for damage in recovered.damages { report(damage, to: log) }
  }

  private static func report(_ damage: StorageError, to log: Logger) {
    log.error("damage", metadata: ["what": "\(damage)"])
  }
}
