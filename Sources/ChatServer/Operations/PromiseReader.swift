import ChatDomain
import EventLoops
import Logging
import Primitives
import Storage

/// Reads from the transcripts how the promise was kept in the weeks before, while the server is at work already.
struct PromiseReader {
  let desk: DeskActor
  let log: Logger
  private let queue = BlockingQueue(label: "promise")

  init(desk: DeskActor, log: Logger) { (self.desk, self.log) = (desk, log) }

  /// The days (UTC) of which the server knows before it listens: the shop's day has begun on one of them.
  static func today(_ now: Instant) -> [Instant] { [now + .seconds(-86_400), now] }

  /// Reads all days before those, newest first; the desk itself counts the talks that were `open` then.
  func read(_ transcripts: TranscriptCatalog, _ settings: DeskSettings, except open: Set<ConversationID>) {
    let now = Clock.calendar()
    // One day more than the weeks have: the shop's hours are not UTC's.
    for day in 2...DomainLimits.promiseWeeks * 7 + 1 {
      queue.run { [self] in
        read(now + .seconds(-86_400 * Int64(day)), transcripts, settings, except: open)
      }
    }
  }

  private func read(
    _ day: Instant, _ transcripts: TranscriptCatalog, _ settings: DeskSettings, except open: Set<ConversationID>
  ) {
    do throws(StorageError) {
      let fates = try transcripts.fates(on: day, settings).filter { !open.contains($0.key) }
      guard !fates.isEmpty else { return }
      desk.post { $0.recount(Array(fates.values)) }
    } catch { log.error("a day's promise is not counted", metadata: ["error": "\(error)"]) }
  }

  /// The book, once all of it is read.
  func book(then: @escaping @Sendable (PromiseBook) -> Void) {
    queue.run { desk.post { then($0.desk.book) } }
  }
}
