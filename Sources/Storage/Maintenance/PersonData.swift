import ChatDomain

/// The table of the data folder: every place in it, what it holds on people, and what becomes of that.
///
/// Export, erasing, retention and backup work by it; erasing in the order of the cases. A test plants words of a person in every
/// row that holds something and looks for them in the whole folder afterwards, so a new place needs its row here first.
package enum PersonData: String, CaseIterable, Sendable {
  case transcripts
  case people
  case orders
  case oldSecrets = "cache/old-secrets.txt"
  case blocked = "blocked.txt"
  case erasures = "erased.log"
  case search = "cache"
  case journal
  case calls = "calls.jsonl"
  case team
  case sites
  case settings = "settings.json"
  case format
  case lock
  case control = "control.sock"

  /// What is true of one place.
  package struct Row: Sendable {
    package let contents: Contents
    package let export: Export
    /// Whether what it holds of a conversation goes when that is kept no longer; all else stays until its person is erased.
    package let followsConversations: Bool
    package let backup: Backup
  }

  /// What a place holds on people.
  package enum Contents: Sendable {
    /// Files of which each is about one person, or one conversation.
    case files
    /// Lines between those of others.
    case lines
    /// Copies of what stands in the places before.
    case copies
    /// Nothing: agents and settings are the shop's, and the id of an erased conversation leads nowhere.
    case nothing
  }

  /// How a file of the place is handed out to its person.
  package enum Export: Sendable {
    case asKept
    /// As it is kept, and as text.
    case readable
    /// As it is kept, but conversations that others had part in are quoted by the person's own words.
    case ownNotes
    case nothing
  }

  /// What a backup does with the place.
  package enum Backup: Sendable {
    case copied
    /// Copied behind all others: what they got after they were copied stands there.
    case last
    /// Made again, or of the running process alone.
    case leftOut
  }

  /// Where it is, from the data folder: a file, or a folder and all below it.
  package var name: String { rawValue }

  package var row: Row {
    switch self {
    case .transcripts: Row(contents: .files, export: .readable, followsConversations: true, backup: .copied)
    case .people: Row(contents: .files, export: .ownNotes, followsConversations: true, backup: .copied)
    case .orders: Row(contents: .files, export: .asKept, followsConversations: false, backup: .copied)
    case .oldSecrets: Row(contents: .copies, export: .nothing, followsConversations: true, backup: .leftOut)
    case .blocked: Row(contents: .lines, export: .nothing, followsConversations: false, backup: .copied)
    case .erasures: Row(contents: .nothing, export: .nothing, followsConversations: true, backup: .copied)
    case .search: Row(contents: .copies, export: .nothing, followsConversations: true, backup: .leftOut)
    case .journal: Row(contents: .copies, export: .nothing, followsConversations: true, backup: .last)
    case .calls, .team, .sites, .settings, .format:
      Row(contents: .nothing, export: .nothing, followsConversations: false, backup: .copied)
    case .lock, .control: Row(contents: .nothing, export: .nothing, followsConversations: false, backup: .leftOut)
    }
  }

  /// The place of a file or folder, by its name from the data folder; nil for what is nobody's here.
  package init?(of name: String) {
    let places = Self.allCases.filter { place in
      // A hand's edit that is kept beside a file holds what the file may hold.
      name == place.name || ["/", ".edited-"].contains { name.hasPrefix(place.name + $0) }
    }
    guard let place = places.max(by: { $0.name.utf8.count < $1.name.utf8.count }) else { return nil }
    self = place
  }

  /// The one file that the place keeps on a person; nil where files are not named by persons.
  func file(of person: PersonID) -> String? {
    switch self {
    case .people: People.name(person)
    case .orders: OrderBook.name(person)
    case .transcripts, .oldSecrets, .blocked, .erasures, .search, .journal, .calls, .team, .sites, .settings, .format,
      .lock, .control:
      nil
    }
  }
}
