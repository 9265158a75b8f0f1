package import ChatDomain
import Primitives

/// A conversation in which several people were proved, as servers of before allowed: whose each line of it is.
package struct SharedTalk: Sendable {
  /// Who had been proved last when each line was written: it was said by them, to them, or of their talk.
  package let owners: [PersonID]
  private let entries: [Entry]

  /// Tells the lines of a whole conversation apart; nil when they are not several people's.
  ///
  /// What came before anybody was proved is the first one's: it was proved by the words' own browser.
  package init?(_ entries: [Entry]) {
    let proved = entries.compactMap { Self.proved($0) }
    guard let first = proved.first, Set(proved).count > 1 else { return nil }
    var (current, owners) = (first, [PersonID]())
    for entry in entries {
      current = Self.proved(entry) ?? current
      owners.append(current)
    }
    (self.owners, self.entries) = (owners, entries.map(Self.named))
  }

  /// The people.
  package var people: Set<PersonID> { Set(owners) }

  /// The lines that these people may have: their own, and what the shop wrote to them.
  package func lines(of people: Set<PersonID>) -> [Entry] {
    zip(entries, owners).filter { people.contains($0.1) }.map(\.0)
  }

  /// All lines, with nothing left of what these people said and were; what the shop wrote stays, and every place.
  package func without(_ people: Set<PersonID>) -> [Entry] {
    zip(entries, owners).map { $0.0.by == .visitor && people.contains($0.1) ? Self.emptied($0.0) : $0.0 }
  }

  /// The first words of one of them; empty for none.
  package func firstWords(of person: PersonID) -> String {
    zip(entries, owners).first { $0.1 == person && $0.0.by == .visitor && $0.0.fact.words?.isEmpty == false }?.0.fact
      .words ?? ""
  }

  /// Older servers wrote the name of before beside who was proved.
  private static func named(_ entry: Entry) -> Entry {
    guard case .identified(let identity) = entry.fact else { return entry }
    var entry = entry
    entry.name = identity.name
    return entry
  }

  private static func proved(_ entry: Entry) -> PersonID? {
    guard case .identified(let identity) = entry.fact, identity.proof == .proved else { return nil }
    return identity.person
  }

  private static func emptied(_ entry: Entry) -> Entry {
    var entry = entry
    entry.name = ""
    switch entry.fact {
    case .said: entry.fact = .said(Body(text: ""))
    case .identified(let identity):
      // Still somebody, or the rest of the talk would be one person's and be sent to them.
      let nobody = PersonID(high: entry.mid.high, low: entry.mid.low)
      entry.fact = .identified(Identity(person: nobody, proof: identity.proof))
    case .opened(let opening):
      let place = Place(page: Page(url: "", title: ""))
      entry.fact = .opened(Opening(site: opening.site, visitor: opening.visitor, place: place))
    default: break
    }
    return entry
  }
}
