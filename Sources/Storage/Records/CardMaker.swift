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

  /// The card: what is known of the person and by the mail address that is proved, and orders of proved people only.
  ///
  /// What their browser was known for before may be somebody else's, and stays away.
  package func card(for acquaintance: Acquaintance) throws(StorageError) -> PersonCard {
    var card = PersonCard(person: acquaintance.person, proof: acquaintance.identity?.proof ?? .claimed)
    card.proved = acquaintance.identity?.proved ?? []
    let names = try names(of: acquaintance.person, acquaintance.identity)
    var files: [Known] = []
    for name in names { if let file = try people.file(name) { files.append((name, file)) } }
    describe(&card, acquaintance.identity, files.map(\.file))
    recall(&card, files, except: acquaintance.conversation)
    guard card.proof == .proved else { return card }
    let bought = read(names, &card)
    list(&card, bought)
    // A guest's orders stand under a mail address alone, and an account's under an id alone.
    if bought.isEmpty {
      let hasOrders = try !orders.isEmpty
      card.areOrdersKnown = hasOrders && card.proved.isSuperset(of: [.id, .email])
    }
    return card
  }

  /// Every name under which the shop knows somebody: their own, and those of the mail address that is proved.
  private func names(of person: PersonID, _ identity: Identity?) throws(StorageError) -> [PersonID] {
    guard let identity, identity.proof == .proved else { return [person] }
    var names = [person]
    func add(_ name: PersonID) { if !names.contains(name) { names.append(name) } }
    guard let mail = identity.mailPerson ?? (identity.proved.contains(.email) ? person : nil) else { return names }
    add(mail)
    try people.file(mail)?.values(.account).compactMap { PersonID($0) }.forEach(add)
    return names
  }

  /// The card of somebody who is not in a talk; nil when the shop has no file on them.
  ///
  /// Orders stand in the book of proved people only; those of the number `order` are on the card however old they are.
  package func card(of person: PersonID, order: String? = nil) throws(StorageError) -> PersonCard? {
    guard let file = try people.file(person) else { return nil }
    var card = PersonCard(person: person, proof: .claimed)
    list(&card, read([person], &card), with: order)
    if !card.orders.isEmpty { card.proof = .proved }
    describe(&card, nil, [file])
    recall(&card, [(person, file)], except: nil)
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

  /// Every order of these people; a file of orders that cannot be read takes nothing else off the card.
  private func read(_ people: [PersonID], _ card: inout PersonCard) -> [Order] {
    var found: [Order] = []
    for person in people {
      do throws(StorageError) { found += try orders.orders(of: person) } catch {
        card.ordersAreUnread = true
        troubled(error)
      }
    }
    return found
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
