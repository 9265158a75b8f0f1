package import ChatDomain

/// What the shop knows of one person, as kept in `people/ab/<id>.txt`: header lines, then one line for each talk
/// and fact.
///
/// Lines that mean nothing to us are kept byte for byte.
package struct PersonFile: Equatable, Sendable {
  /// The header lines that mean something to us; `email` and `website` may stand there several times.
  package enum Header: String, CaseIterable, Sendable {
    case name, email, website, proof, customer
    /// The id of a person whose orders name this one's mail address.
    case account
    /// The id of the person under whom orders of a guest with this one's mail address stand.
    case guest
    /// The id of a browser whose secret belongs to this person.
    case browser
    case addressAs = "address as"
  }

  // Without their ends.
  private var lines: [[UInt8]]

  /// Reads a file's bytes; an empty file is somebody of whom nothing is known.
  package init(_ bytes: [UInt8] = []) {
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
  }

  /// The file's bytes.
  package var bytes: [UInt8] { lines.flatMap { $0 + [UInt8(ascii: "\n")] } }

  /// The values of a header, in the order of the file.
  package func values(_ header: Header) -> [String] {
    headerLines.compactMap { Self.value(of: header, in: $0) }.filter { !$0.isEmpty }
  }

  /// Gives a header one value, in place of the first it has.
  package mutating func set(_ header: Header, _ value: String) {
    guard !oneLine(value).isEmpty, values(header).first != oneLine(value) else { return }
    let place = headerLines.firstIndex { Self.value(of: header, in: $0) != nil }
    guard let place else { return insert(header, value) }
    lines[place] = Self.line(header, value)
  }

  /// Gives a header one more value, unless it has it.
  package mutating func add(_ header: Header, _ value: String) {
    guard !oneLine(value).isEmpty, !values(header).contains(oneLine(value)) else { return }
    insert(header, value)
  }

  /// Takes a value of a header out.
  package mutating func remove(_ header: Header, _ value: String) {
    let count = headerLines.count
    lines = lines.enumerated().filter { $0 >= count || Self.value(of: header, in: $1) != value }.map(\.element)
  }

  /// The talks and facts, oldest first.
  package var notes: [PersonNote] { lines.dropFirst(headerLines.count).compactMap { PersonNote(line: $0) } }

  /// Appends a talk or a fact; a talk that stands there already is written once.
  package mutating func append(_ note: PersonNote) {
    if case .talk(let talk) = note.kind, self.talks.contains(where: { $0.conversation == talk }) { return }
    if headerLines.count == lines.count, lines.last?.isEmpty == false { lines.append([]) }
    lines.append(Array(note.line.utf8))
  }

  /// Puts another fact in the place of one, or takes it out; false when none has this key.
  package mutating func replace(factWith key: String, by note: PersonNote?) -> Bool {
    let first = headerLines.count
    let place = lines.indices.dropFirst(first).first { index in
      guard let found = PersonNote(line: lines[index]), case .fact = found.kind else { return false }
      return found.key == key
    }
    guard let place else { return false }
    if var note {
      // Where it was told stays; who corrected it, and when, is said.
      if let kind = PersonNote(line: lines[place])?.kind { note.kind = kind }
      lines[place] = Array(note.line.utf8)
    } else {
      lines.remove(at: place)
    }
    return true
  }

  /// Takes talks out.
  package mutating func remove(_ talks: Set<ConversationID>) {
    let first = headerLines.count
    lines = lines.enumerated().filter { index, line in
      guard index >= first, case .talk(let talk)? = PersonNote(line: line)?.kind else { return true }
      return !talks.contains(talk)
    }.map(\.element)
  }

  /// Has a talk's line quote other words.
  package mutating func requote(_ talk: ConversationID, _ words: String) {
    let first = headerLines.count
    for index in lines.indices where index >= first {
      guard var note = PersonNote(line: lines[index]), note.kind == .talk(talk) else { continue }
      note.text = words
      lines[index] = Array(note.line.utf8)
    }
  }

  /// Whether nothing stands in it.
  package var isBlank: Bool { lines.allSatisfy { $0.allSatisfy { $0 <= 0x20 } } }

  private var talks: [(conversation: ConversationID, note: PersonNote)] {
    notes.compactMap { note in
      if case .talk(let conversation) = note.kind { (conversation, note) } else { nil }
    }
  }

  private var headerLines: ArraySlice<[UInt8]> { lines.prefix { !$0.starts(with: "- ".utf8) } }

  private mutating func insert(_ header: Header, _ value: String) {
    let last = headerLines.lastIndex { line in Header.allCases.contains { Self.value(of: $0, in: line) != nil } }
    lines.insert(Self.line(header, value), at: last.map { $0 + 1 } ?? 0)
  }

  private static func line(_ header: Header, _ value: String) -> [UInt8] {
    Array("\(header.rawValue): \(oneLine(value))".utf8)
  }

  private static func value(of header: Header, in line: [UInt8]) -> String? {
    guard line.starts(with: "\(header.rawValue):".utf8) else { return nil }
    return trimmed(String(decoding: line.dropFirst(header.rawValue.utf8.count + 1), as: UTF8.self))
  }
}
