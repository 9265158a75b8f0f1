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
  let search: SearchIndex
  /// Where slow computations run: scrypt.
  let slow: BlockingQueue
  let log: Logger
}
