package import ChatDomain
import Primitives
import TranscriptFormat

/// Gathers a person's card from the files in which the shop may know them.
package struct CardMaker: Sendable {
  private static let most = 20
  private typealias Known = (person: PersonID, file: PersonFile)
  private let people: People, orders: OrderBook
  /// Hears of what the card has to do without.
  private let troubled: @Sendable (StorageError) -> Void

  /// Of this folder.
  package init(_ folder: DataFolder, troubled: @escaping @Sendable (StorageError) -> Void) {
    (people, orders, self.troubled) = (folder.people, folder.orders, troubled)
  }

  /// The card: the person's own file, what this browser was known for before, and orders of proved people only.
  package func card(for acquaintance: Acquaintance) throws(StorageError) -> PersonCard {
    let person = acquaintance.person
    var card = PersonCard(person: person, proof: acquaintance.identity?.proof ?? .claimed)
    let browser = PersonID(visitor: acquaintance.visitor)
    var files: [Known] = []
    for id in person == browser ? [person] : [person, browser] {
      if let file = try people.file(id) { files.append((id, file)) }
    }
    describe(&card, acquaintance.identity, files.map(\.file))
    recall(&card, files, except: acquaintance.conversation)
    if card.proof == .proved { list(&card, person) }
    return card
  }

  /// The card of somebody who is not in a talk; nil when the shop has no file on them.
  ///
  /// Orders stand in the book of proved people only; those of the number `order` are on the card however old they are.
  package func card(of person: PersonID, order: String? = nil) throws(StorageError) -> PersonCard? {
    guard let file = try people.file(person) else { return nil }
    var card = PersonCard(person: person, proof: .claimed)
    list(&card, person)
    if !card.orders.isEmpty { card.proof = .proved }
    describe(&card, nil, [file])
    recall(&card, file.notes, except: nil)
    list(&card, bought, with: order)
    return card
  }

  private func describe(_ card: inout PersonCard, _ identity: Identity?, _ files: [PersonFile]) {
    func all(_ header: PersonFile.Header, _ first: String) -> [String] {
      var values = first.isEmpty ? [] : [first]
      let known = files.flatMap { $0.values(header) }.map(\.label)
      for value in known where !value.isEmpty && !values.contains(value) { values.append(value) }
      return values
    }
    card.name = all(.name, identity?.name ?? "").first ?? ""
    card.addressAs = all(.addressAs, "").first ?? ""
    card.emails = all(.email, identity?.email ?? "")
    card.websites = all(.website, identity?.website ?? "")
  }

  private func recall(_ card: inout PersonCard, _ files: [Known], except current: ConversationID?) {
    let notes = files.flatMap { known in known.file.notes.map { (person: known.person, note: $0) } }
    let dated = notes.compactMap { person, note in note.at.map { (at: $0, person: person, note: note) } }
      .sorted { $0.at > $1.at }
    for (at, person, note) in dated {
      switch note.kind {
      case .talk(let conversation):
        guard conversation != current, card.talks.count < Self.most else { continue }
        card.talks.append(PastTalk(conversation: conversation, at: at, agent: note.agent, words: note.text))
      case .fact:
        card.facts.append(
          Remembered(date: note.date, agent: note.agent, text: note.text, person: person, key: note.key))
      }
    }
    card.since = [card.since, dated.last?.at].compactMap { $0 }.min()
  }

  /// A file of orders that cannot be read takes nothing else off the card.
  private func list(_ card: inout PersonCard, _ person: PersonID) {
    do throws(StorageError) { list(&card, try orders.orders(of: person)) } catch {
      card.ordersAreUnread = true
      troubled(error)
    }
  }

  private func list(_ card: inout PersonCard, _ orders: [Order], with number: String? = nil) {
    let newest = orders.enumerated().sorted { ($1.element.date, $1.offset) < ($0.element.date, $0.offset) }.map(
      \.element)
    card.orderCount = Set(orders.map(\.number)).count
    card.orders = newest.prefix(Self.most) + newest.dropFirst(Self.most).filter { $0.number == number }
    guard let first = newest.last.flatMap({ Instant(text: "\($0.date)T00:00:00.000Z") }) else { return }
    card.since = min(card.since ?? first, first)
  }
}
