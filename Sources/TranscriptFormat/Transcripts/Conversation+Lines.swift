package import ChatDomain

extension Conversation {
  /// Folds the lines of a transcript from its first byte to the first damage, and no further than is wanted.
  package init(id: ConversationID, lines bytes: [UInt8], until isEnough: (Conversation) -> Bool = { _ in false }) {
    self.init(id: id)
    var start = 0
    while !isEnough(self), let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let entry = try? TranscriptLine.decoded(bytes[start...end]), apply(entry) == .applied else { return }
      start = end &+ 1
    }
  }
}
