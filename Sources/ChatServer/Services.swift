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
  let metrics: ServerMetrics
  let streams = EventStreams()
  let archive: Archive
  let journal: Journal
  let search: SearchIndex
  let keeper: Keeper
  /// Where the keeper works: it reads every transcript, and waits for other queues.
  let keeping: BlockingQueue
  /// Where passwords wait to be hashed.
  let hashes: HashLine
  /// Where small files are read and written outside the store: faces, the block list.
  let slow: BlockingQueue
  let promise: PromiseReader
  let onCall: OnCall
  let log: Logger

  /// What one connection may ask from now on.
  func commandLimit(at now: Instant) -> RateLimit {
    RateLimit(burst: configuration.commandBurst, perSecond: configuration.commandsPerSecond, at: now)
  }
}
