package import EventLoops
import Glibc
package import Logging
package import Primitives
package import Storage
import Synchronization

/// Knows how the disk stands without waiting for it: how much room there is, and what waits in front of it.
package final class StorageWatch: Sendable {
  /// How often the room is measured: health tells of a full disk within 5 s, whether or not anybody writes.
  package static let pause = Milliseconds.seconds(2)
  /// With less than this there is no room: not even for a checkpoint and one line of each open transcript.
  package static let leastRoom: Int64 = 1 << 20

  private let queues: [BlockingQueue], lag: TranscriptLag
  private let room: @Sendable () -> Int64?
  private let isFull = Mutex(false)
  // Of its own: a file system that hangs must keep nothing waiting but this.
  private let queue = BlockingQueue(label: "room")

  /// Watches these queues, and the room that `room` measures in bytes; nil when it cannot tell.
  package init(_ queues: [BlockingQueue], _ lag: TranscriptLag, room: @escaping @Sendable () -> Int64?) {
    (self.queues, self.lag, self.room) = (queues, lag, room)
  }

  /// The room on the file system of a folder for whoever is not root.
  package static func room(at path: String) -> Int64? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int64(
      clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
  }

  /// Measures now, and from then on again and again.
  package func begin(_ log: Logger) {
    queue.run { [weak self] in self?.measure(log) }
  }

  /// How things stand.
  package func reading(at now: Instant) -> StorageReading {
    var reading = StorageReading()
    reading.isFull = isFull.withLock { $0 }
    reading.unwritten = lag.backlog(at: now)
    reading.queues = (queues + [queue]).map { queue in
      let name = queue.label.split(separator: ".").last ?? ""
      return StorageReading.Queue(name: String(name), backlog: queue.backlog(at: now))
    }
    return reading
  }

  private func measure(_ log: Logger) {
    if let room = room() {
      let isFull = room < Self.leastRoom
      let wasFull = self.isFull.withLock { full in
        defer { full = isFull }
        return full
      }
      if isFull, !wasFull { log.error("the file system has no room", metadata: ["bytes": "\(room)"]) }
      if wasFull, !isFull { log.notice("the file system has room again", metadata: ["bytes": "\(room)"]) }
    }
    queue.run(after: Self.pause) { [weak self] in self?.measure(log) }
  }
}
