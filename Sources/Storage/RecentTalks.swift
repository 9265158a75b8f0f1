import ChatDomain
import EventLoops
import Primitives
import Synchronization
import TranscriptFormat

/// The names of all talks begun since yesterday, as this process knows them: a talk begins once.
final class RecentTalks: Sendable {
  private let names: Mutex<Set<ConversationID>>

  /// Those of the folder.
  init(_ catalog: TranscriptCatalog, at now: Instant) throws(StorageError) {
    var found: Set<ConversationID> = []
    for days: Int64 in [-1, 0] {
      let day = TranscriptName.folder(of: now + .seconds(days * 86_400))
      for name in try catalog.names(in: day) { found.insert(name.conversation) }
    }
    names = Mutex(found)
  }

  /// Takes a new one in; false when it is there already.
  func insert(_ conversation: ConversationID) -> Bool { names.withLock { $0.insert(conversation).inserted } }

  func contains(_ conversation: ConversationID) -> Bool { names.withLock { $0.contains(conversation) } }
}
