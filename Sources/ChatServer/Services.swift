import ChatDomain
import EventLoops
import Logging
import Networking
import Primitives
import Storage

/// What every connection of the server shares.
struct Services: Sendable {
  let configuration: ServerConfiguration
  let desk: DeskActor
  let publicState: PublicState
  let sites: SiteBook
  let accounts: Accounts
  let faces: Faces
  let blocklist: Blocklist
  let customers: CustomerKeys
  let metrics: ServerMetrics
  let streams = EventStreams()
  let archive: Archive
  let journal: Journal
  let search: SearchIndex
  let keeping: Keeping
  /// Where passwords wait to be hashed.
  let hashes: HashLine
  /// Where small files are read and written outside the store: faces, the block list.
  let slow: BlockingQueue
  /// How the disk and the queues in front of it stand.
  let storage: StorageWatch
  /// Whether a proxy stands in front that the settings do not name.
  let proxies: ProxyDoubt
  /// Whether the machine's clock was set while we run.
  let clock: ClockWatch
  let promise: PromiseReader
  let onCall: OnCall
  let log: Logger

  /// What health tells beside the desk.
  func surroundings(at now: Instant) -> Health.Surroundings {
    Health.Surroundings(storage: storage.reading(at: now), proxy: proxies.advice, clockStep: clock.latest(at: now))
  }

  /// The verdict and the whole report.
  func health(_ version: String, on loop: EventLoop) -> (Health.Verdict, [UInt8]) {
    Health.report(publicState.now, surroundings(at: loop.now), version: version, at: loop.now, calendar: loop.calendar)
  }

  /// What one connection may ask from now on.
  func commandLimit(at now: Instant) -> RateLimit {
    RateLimit(burst: configuration.commandBurst, perSecond: configuration.commandsPerSecond, at: now)
  }
}
