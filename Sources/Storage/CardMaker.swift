package import ChatDomain
import Primitives
import TranscriptFormat

/// Gathers a person's card from the files in which the shop may know them.
package struct CardMaker: Sendable {
  private static let most = 20
  private let people: People, orders: OrderBook

  /// Of this folder.
  package init(_ folder: DataFolder) { (people, orders) = (folder.people, folder.orders) }

  /// The card: the person's own file, what this browser was known for before, and orders of proved people only.
  package func card(for acquaintance: Acquaintance) throws(StorageError) -> PersonCard {
    let person = acquaintance.person
    var card = PersonCard(person: person, proof: acquaintance.identity?.proof ?? .claimed)
    let browser = PersonID(visitor: acquaintance.visitor)
    var files: [PersonFile] = []
    for id in person == browser ? [person] : [person, browser] {
      if let file = try people.file(id) { files.append(file) }
    }
    describe(&card, acquaintance.identity, files)
    recall(&card, files.flatMap(\.notes), except: acquaintance.conversation)
    if card.proof == .proved { list(&card, try orders.orders(of: person)) }
    return card
  }

  /// The card of somebody who is not in a talk; nil when the shop has no file on them.
  ///
  /// Orders stand in the book of proved people only.
  package func card(of person: PersonID) throws(StorageError) -> PersonCard? {
    guard let file = try people.file(person) else { return nil }
    let bought = try orders.orders(of: person)
    var card = PersonCard(person: person, proof: bought.isEmpty ? .claimed : .proved)
    describe(&card, nil, [file])
    recall(&card, file.notes, except: nil)
    list(&card, bought)
    return card
  }

  private func describe(_ card: inout PersonCard, _ identity: Identity?, _ files: [PersonFile]) {
    func all(_ header: PersonFile.Header, _ first: String) -> [String] {
      var values = first.isEmpty ? [] : [first]
      for value in files.flatMap({ $0.values(header) }) where !values.contains(value) { values.append(value) }
      return values
    }
    card.name = all(.name, identity?.name ?? "").first ?? ""
    card.addressAs = all(.addressAs, "").first ?? ""
    card.emails = all(.email, identity?.email ?? "")
    card.websites = all(.website, identity?.website ?? "")
  }

  private func recall(_ card: inout PersonCard, _ notes: [PersonNote], except current: ConversationID?) {
    let dated = notes.compactMap { note in note.at.map { (at: $0, note: note) } }.sorted { $0.at > $1.at }
    for (at, note) in dated {
      switch note.kind {
      case .talk(let conversation):
        guard conversation != current, card.talks.count < Self.most else { continue }
        card.talks.append(PastTalk(conversation: conversation, at: at, agent: note.agent, words: note.text))
      case .fact: card.facts.append(Remembered(date: note.date, agent: note.agent, text: note.text))
      }
    }
    card.since = dated.last?.at
  }

  private func list(_ card: inout PersonCard, _ orders: [Order]) {
    let newest = orders.enumerated().sorted { ($1.element.date, $1.offset) < ($0.element.date, $0.offset) }.map(
      \.element)
    card.orderCount = Set(orders.map(\.number)).count
    card.orders = Array(newest.prefix(Self.most))
    guard let first = newest.last.flatMap({ Instant(text: "\($0.date)T00:00:00.000Z") }) else { return }
    card.since = min(card.since ?? first, first)
  }
}
