import EventLoops
import Glibc
import Logging
import Storage
import Synchronization

/// What the store tells by itself, on its way to the desk, the log, or the end of the process.
final class DiskWatch: Sendable {
  private let desk = Mutex<DeskActor?>(nil)
  private let log: Logger

  init(log: Logger) { self.log = log }

  /// From here on the desk learns when the disk is full.
  func watch(for desk: DeskActor) { self.desk.withLock { $0 = desk } }

  var events: StorageEvents {
    StorageEvents(
      diskFilled: { isFull in
        self.log.log(level: isFull ? .error : .notice, isFull ? "the disk is full" : "the disk has room again")
        self.desk.withLock { $0 }?.post { $0.diskFilled(isFull) }
      },
      failed: { error in
        // What a failed sync left on disk is unknown: no ack, no retry; the next start reads what is there (design 6).
        self.log.critical("the disk failed", metadata: ["error": "\(error)"])
        exit(74)
      },
      troubled: { error in self.log.error("a file is wrong", metadata: ["error": "\(error)"]) })
  }
}
