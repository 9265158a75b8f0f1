/// As whom a connection of one site reads and writes.
package struct VisitorKey: Hashable, Sendable {
  /// Where the widget stands.
  package let site: SiteID
  /// The browser, or the person who was proved on this connection.
  package let owner: Owner

  /// Puts the two together.
  package init(site: SiteID, owner: Owner) { (self.site, self.owner) = (site, owner) }

  // A browser has another secret on each site: the owner alone tells the keys apart as well as both.
  package func hash(into hasher: inout Hasher) { hasher.combine(owner) }

  /// The one rule of who may read and continue a conversation.
  package func mayRead(_ conversation: Conversation) -> Bool {
    owner != .several && conversation.opening?.site == site && conversation.owner == owner
  }

  /// The same, of lines that were read from a file: all of them, from the first.
  package func mayRead(_ lines: [Entry], of id: ConversationID) -> Bool {
    var conversation = Conversation(id: id)
    for line in lines { conversation.apply(line) }
    return mayRead(conversation)
  }
}
