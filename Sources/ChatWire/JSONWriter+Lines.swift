import ChatDomain
import JSON
import Primitives

/// Notices that visitors and agents share.
extension JSONWriter {
  mutating func line(_ id: ConversationID, _ entry: Entry, for audience: Audience) {
    field("type", "entry")
    field("c", id)
    object("entry") { $0.entry(entry, for: audience) }
  }

  mutating func lines(_ id: ConversationID, _ after: Int, _ entries: [Entry], for audience: Audience) {
    field("type", "entries")
    field("c", id)
    field("after", after)
    self.entries(entries, for: audience)
  }

  mutating func ack(_ id: ConversationID, _ mid: MessageID, _ seq: Int, _ at: Instant) {
    field("type", "ack")
    field("c", id)
    field("mid", mid)
    field("seq", seq)
    field("at", at)
  }

  mutating func seen(_ id: ConversationID, _ seq: Int) {
    field("type", "seen")
    field("c", id)
    field("seq", seq)
  }
}
