package import ChatDomain
package import EventLoops
import Primitives
import Synchronization
import TranscriptFormat

/// Reads the conversation that a page says it was last in, when the desk no longer holds it.
///
/// Any stranger may name any conversation. So only the days around the date in its name are looked through, on a queue
/// that nothing else waits for, one conversation a visitor at a time, and few in all.
package actor ResumeReader: DiskActor {
  /// Look-ups that wait at most: each takes a few milliseconds.
  package static let most = 64
  /// Look-ups of one visitor at a time.
  package static let mostOfVisitor = 1

  package nonisolated let queue = BlockingQueue(label: "secondring.resume")
  private let catalog: TranscriptCatalog, recent: RecentTalks, events: StorageEvents
  private nonisolated let asking = Mutex<Set<VisitorKey>>([])

  init(_ folder: DataFolder, recent: RecentTalks, events: StorageEvents) {
    (catalog, self.recent, self.events) = (TranscriptCatalog(folder), recent, events)
  }

  /// The lines of a conversation, none when there is none; calls back on this actor's queue.
  ///
  /// False, and no call, when this visitor is being looked up already or too many are.
  package nonisolated func lines(
    of conversation: ConversationID, for visitor: VisitorKey, then: @escaping @Sendable ([Entry]) -> Void
  ) -> Bool {
    let isTaken = asking.withLock { asking in
      asking.count < Self.most && asking.insert(visitor).inserted
    }
    guard isTaken else { return false }
    post { reader in
      let lines = reader.lines(of: conversation)
      reader.asking.withLock { _ = $0.remove(visitor) }
      then(lines)
    }
    return true
  }

  private func lines(of conversation: ConversationID) -> [Entry] {
    // Conversations begun since yesterday are known by id, so most invented ids cost no look at the disk.
    guard recent.mayExist(conversation, at: Clock.calendar()) else { return [] }
    var nearby = NearbyTranscripts(catalog)
    return nearby.entries(of: conversation, events)
  }
}
