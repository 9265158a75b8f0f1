package import Primitives

/// What the shop knows of one person, beside the talk.
package struct PersonCard: Equatable, Sendable {
  /// Who.
  package var person: PersonID
  /// What they are called; empty when unknown.
  package var name: String
  /// How to address them, when somebody wrote it down: "Jonas, not Mr Lindqvist".
  package var addressAs: String
  /// Their mail addresses and websites.
  package var emails: [String], websites: [String]
  /// Whether the shop's page has signed who this is.
  ///
  /// Orders are shown for proved people only.
  package var proof: Proof
  /// What of them the shop has signed.
  package var proved: ProvedFields
  /// Whether these are all orders; else the shop may know more under an id or a mail address that is not proved.
  package var areOrdersKnown: Bool
  /// Their first order or talk.
  package var since: Instant?
  /// The latest orders, newest first, at most 20.
  package var orders: [Order]
  /// How many orders there are in all.
  package var orderCount: Int
  /// Whether the file of their orders could not be read: then nothing is known of what they bought.
  package var ordersAreUnread = false
  /// Earlier talks, newest first, at most 20.
  package var talks: [PastTalk]
  /// What people wrote down, newest first.
  package var facts: [Remembered]
  /// Whether this browser may write to the shop.
  package var standing: Standing

  /// Whether somebody may write to the shop.
  package enum Standing: Sendable {
    /// As everybody may.
    case welcome
    /// Not until an agent lets them.
    case blocked
  }

  /// A card of somebody of whom nothing is known yet.
  package init(person: PersonID, proof: Proof) {
    (self.person, self.proof, proved, areOrdersKnown) = (person, proof, [], true)
    (name, addressAs, emails, websites, since) = ("", "", [], [], nil)
    (orders, orderCount, talks, facts, standing) = ([], 0, [], [], .welcome)
  }
}

/// One past purchase, as the shop's system tells it.
package struct Order: Equatable, Sendable {
  /// The shop's number for it.
  package var number: String
  /// The day, `2026-11-20`.
  package var date: String
  /// What was bought.
  package var title: String
  /// How many.
  package var quantity: Int
  /// The price as the shop writes it: `€ 34.00`.
  package var total: String
  /// `delivered`, `sent`, …; empty when unknown.
  package var status: String

  /// Puts the facts side by side.
  package init(number: String, date: String, title: String, quantity: Int, total: String, status: String) {
    (self.number, self.date, self.title) = (number, date, title)
    (self.quantity, self.total, self.status) = (quantity, total, status)
  }
}

/// One earlier talk.
package struct PastTalk: Equatable, Sendable {
  /// Which conversation.
  package var conversation: ConversationID
  /// When it began.
  package var at: Instant
  /// Who talked with them; empty when nobody answered.
  package var agent: String
  /// Its first words, shortened.
  package var words: String

  /// Puts the facts side by side.
  package init(conversation: ConversationID, at: Instant, agent: String, words: String) {
    (self.conversation, self.at, self.agent, self.words) = (conversation, at, agent, words)
  }
}

/// Something a person told us that is worth remembering.
package struct Remembered: Equatable, Sendable {
  /// The day, `2026-05-02`.
  package var date: String
  /// Who wrote it down.
  package var agent: String
  /// The words.
  package var text: String
  /// In whose file it stands: the person's own, or that of a browser they used.
  package var person: PersonID
  /// What it is called when it is corrected or struck; changes with every word of it.
  package var key: String

  /// A fact as it stands in a file.
  package init(date: String, agent: String, text: String, person: PersonID, key: String) {
    (self.date, self.agent, self.text) = (date, agent, text)
    (self.person, self.key) = (person, key)
  }
}
