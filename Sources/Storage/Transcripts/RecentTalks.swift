package import ChatDomain
import EventLoops
package import Primitives
import Synchronization
import TranscriptFormat

/// The names of all talks begun since yesterday, as this process knows them: a talk begins once.
package final class RecentTalks: Sendable {
  /// Those of a day (UTC), and of the day before it.
  private struct Days {
    var day: Int64
    var today: Set<ConversationID> = [], yesterday: Set<ConversationID> = []

    func contains(_ talk: ConversationID) -> Bool { today.contains(talk) || yesterday.contains(talk) }

    mutating func turn(to next: Int64) {
      guard next > day else { return }
      (yesterday, today) = (next == day + 1 ? today : [], [])
      day = next
    }
  }

  private let days: Mutex<Days>
  private let catalog: TranscriptCatalog

  /// Those of the folder.
  package init(_ folder: DataFolder, at now: Instant) throws(StorageError) {
    catalog = TranscriptCatalog(folder)
    days = Mutex(try Self.days(catalog, now))
  }

  /// Another day has come than the next, since the calendar was set; blocking.
  ///
  /// What was known stays known.
  func clockSet(at now: Instant) throws(StorageError) {
    let read = try Self.days(catalog, now)
    days.withLock { days in
      let known = days.today.union(days.yesterday)
      days = Days(day: read.day, today: read.today.union(known), yesterday: read.yesterday)
    }
  }

  private static func days(_ catalog: TranscriptCatalog, _ now: Instant) throws(StorageError) -> Days {
    func names(_ moment: Instant) throws(StorageError) -> Set<ConversationID> {
      Set(try catalog.names(in: TranscriptName.folder(of: moment)).map(\.conversation))
    }
    return Days(day: day(of: now), today: try names(now), yesterday: try names(now + .seconds(-86_400)))
  }

  /// Takes a new one in; false when it is there already.
  package func insert(_ conversation: ConversationID, at now: Instant = Clock.calendar()) -> Bool {
    days.withLock { days in
      days.turn(to: Self.day(of: now))
      guard !days.contains(conversation) else { return false }
      return days.today.insert(conversation).inserted
    }
  }

  /// Whether it began since yesterday.
  package func contains(_ conversation: ConversationID) -> Bool { days.withLock { $0.contains(conversation) } }

  /// Whether there may be a conversation of that name: one whose date is about now would be known.
  func mayExist(_ conversation: ConversationID, at now: Instant) -> Bool {
    let age = now - conversation.named
    return contains(conversation) || age > .seconds(86_400) || age < .seconds(-86_400)
  }

  private static func day(of moment: Instant) -> Int64 { moment.milliseconds / 86_400_000 }
}
