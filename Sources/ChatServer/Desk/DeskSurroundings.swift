import EventLoops
import Logging
import Storage

/// What the desk's actor works with.
struct DeskSurroundings {
  let loop: EventLoop
  let journal: Journal
  let archive: Archive
  /// What was said in talks that have left memory.
  let past: PastReader
  /// What pages were last in and the desk no longer holds.
  let resumes: ResumeReader
  /// Where files may be written outside the store.
  let slow: BlockingQueue
  let publicState: PublicState
  let metrics: ServerMetrics
  let blocklist: Blocklist
  let onCall: OnCall
  let log: Logger
  let limits: VisitorLimits
  let secrets: KnownSecrets
}
