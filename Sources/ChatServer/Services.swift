import ChatDomain
import EventLoops
import Logging
import Networking
import Primitives
import Storage

/// What every connection of the server shares.
struct Services: Sendable {
  let configuration: ServerConfiguration
  let log: Logger
  let metrics: ServerMetrics
  let desk: DeskActor
  let publicState: PublicState
  let accounts: Accounts
  let shop: ShopRecords
  let store: Store
  let keeping: Keeping
  /// Where small files are read and written outside the store: faces, the block list.
  let slow: BlockingQueue
  let streams = EventStreams()
  let watches: HealthWatches
  let promise: PromiseReader
  let onCall: OnCall

  /// The verdict and the whole report.
  func health(_ version: String, on loop: EventLoop) -> (Health.Verdict, [UInt8]) {
    Health.report(
      publicState.now, watches.surroundings(at: loop.now), version: version, at: loop.now, calendar: loop.calendar)
  }

  /// What one connection may ask from now on.
  func commandLimit(at now: Instant) -> RateLimit {
    RateLimit(burst: configuration.commandBurst, perSecond: configuration.commandsPerSecond, at: now)
  }

  /// Has the desk know of the team what it does not know yet.
  func tellTeam() {
    accounts.tellNews { news in
      desk.post { desk in
        for agent in news.gone { desk.happened(.agentRemoved(agent)) }
        for profile in news.profiles { desk.happened(.agentRenamed(profile)) }
        if let roster = news.roster { desk.happened(.rosterChanged(roster)) }
      }
    }
  }
}
