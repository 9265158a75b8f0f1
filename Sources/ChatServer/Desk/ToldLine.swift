import ChatDomain
import ChatWire
import Networking
import Primitives

/// The line told last: words read the same to both sides, and are written out once for all who hear them.
struct ToldLine {
  private var conversation: ConversationID?
  private var seq = 0
  private var text = SharedText([])

  /// The notice of this line; nil when it is not the same for everybody.
  mutating func text(of entry: Entry, in id: ConversationID, at now: Instant) -> SharedText? {
    guard entry.fact.words != nil else { return nil }
    if seq == entry.seq, conversation == id { return text }
    (conversation, seq) = (id, entry.seq)
    text = SharedText(AgentWire.encode(.entry(id, entry), at: now))
    return text
  }
}
