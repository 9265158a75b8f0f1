import ChatDomain
import TranscriptFormat

/// A text by which a talk or a person is found.
struct SearchableText: Equatable, Sendable {
  let text: String
  /// Whether it is a name, in which a letter may be wrong.
  var isName = false
}

extension Entry {
  /// By what its talk is found.
  var searchable: [SearchableText] {
    switch fact {
    case .opened(let opening): [SearchableText(text: "\(opening.site) \(opening.place.page.title)")]
    case .said(let body), .noted(let body), .invited(_, _, let body): [SearchableText(text: body.text)]
    case .identified(let identity):
      [
        SearchableText(text: identity.name, isName: true),
        SearchableText(text: "\(identity.email) \(identity.website)"),
      ]
    case .pickedUp, .joined: [SearchableText(text: name)]
    case .rang, .waited, .uninvited, .left, .released, .hungUp, .ended: []
    }
  }
}

/// What a person is found by, as far as their files say: names, addresses, what is remembered, what they bought.
struct SearchablePerson {
  let names: [String], lines: [String]
  private let orders: [Order]

  init(_ file: PersonFile, _ orders: [Order]) {
    names = [.name, .addressAs].flatMap { file.values($0) }.map(\.label)
    let addresses = [.email, .website, .customer].flatMap { file.values($0) }
    let facts = file.notes.compactMap { note in
      if case .fact = note.kind { "\(note.date) · \(note.text)" } else { nil }
    }
    self.orders = orders
    lines = addresses + facts + orders.map { "\($0.number) · \($0.date) · \($0.title) · \($0.status)" }
  }

  /// The number of the order of which that line tells; orders are the last lines.
  func order(ofLine index: Int) -> String? {
    let first = lines.count - orders.count
    return lines.indices.contains(index) && index >= first ? orders[index - first].number : nil
  }

  var texts: [SearchableText] {
    names.map { SearchableText(text: $0, isName: true) } + lines.map { SearchableText(text: $0) }
  }
}
