import ChatDomain
import Primitives
import TranscriptFormat

/// Finds transcripts where their names say they began; each day's folder is listed once, however many are asked for.
struct NearbyTranscripts {
  private let catalog: TranscriptCatalog
  private var days: [String: [ConversationID: TranscriptName]] = [:]

  init(_ catalog: TranscriptCatalog) { self.catalog = catalog }

  /// Where it is, when it began on that day (UTC), or the clock of the browser that named it was right to a day.
  mutating func find(_ conversation: ConversationID, begun day: Instant? = nil) throws(StorageError) -> TranscriptName?
  {
    if let day, let name = try names(in: TranscriptName.folder(of: day))[conversation] { return name }
    for days: Int64 in [0, 1, -1] {
      let folder = TranscriptName.folder(of: conversation.named + .seconds(days * 86_400))
      if let name = try names(in: folder)[conversation] { return name }
    }
    return nil
  }

  /// The lines of a conversation that can be read, none when there is none; what cannot be read is told.
  mutating func entries(
    of conversation: ConversationID, begun day: Instant? = nil, _ events: StorageEvents
  ) -> [Entry] {
    do throws(StorageError) {
      guard let name = try find(conversation, begun: day) else { return [] }
      return events.entries(try catalog.scan(name), of: catalog.path(name))
    } catch {
      events.troubled(error)
      return []
    }
  }

  private mutating func names(in folder: String) throws(StorageError) -> [ConversationID: TranscriptName] {
    if let known = days[folder] { return known }
    let listed = Dictionary(try catalog.names(in: folder).map { ($0.conversation, $0) }) { first, _ in first }
    days[folder] = listed
    return listed
  }
}
