package import Primitives

/// How the disk and the queues in front of it stand at one moment.
package struct StorageReading: Sendable {
  /// From this age on a queue, or a line without its transcript, is worth a warning: agents miss cards and old lines then.
  package static let tooOld = Milliseconds.seconds(5)

  /// One queue.
  package struct Queue: Sendable {
    /// What operators read.
    package var name: String
    /// How much waits there.
    package var backlog: Backlog

    /// Puts the two side by side.
    package init(name: String, backlog: Backlog) { (self.name, self.backlog) = (name, backlog) }
  }

  /// Whether the file system has no room left, though the journal may still have some of its own.
  package var isFull = false
  /// Every queue on which something may block.
  package var queues: [Queue] = []
  /// Lines that are safe in the journal and do not stand in their transcripts yet.
  package var unwritten = Backlog()

  /// Nothing waits, and there is room.
  package init() {}

  /// The queue whose oldest item has waited too long, the worst of them; nil when none has.
  var slowest: Queue? {
    queues.filter { $0.backlog.age > Self.tooOld }.max { $0.backlog.age < $1.backlog.age }
  }

  /// Whether transcripts are too far behind the journal.
  var isBehind: Bool { unwritten.age > Self.tooOld }
}
