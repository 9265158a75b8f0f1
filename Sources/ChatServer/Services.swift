import ChatDomain
import EventLoops
import Logging
import Networking
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
  let archive: Archive
  let journal: Journal
  /// Where slow computations run: scrypt.
  let slow: BlockingQueue
  let promise: PromiseReader
  let log: Logger
}
