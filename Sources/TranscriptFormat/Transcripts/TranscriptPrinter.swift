package import ChatDomain
import Primitives

/// A transcript as a person reads it: the day, then `14:02  Jonas   Hi, I ordered…`, times in UTC.
package struct TranscriptPrinter: Sendable {
  /// How many characters a line may have.
  package static let width = 100
  private static let widestName = 16
  private let names: [AgentID: String]
  private let looks: Set<LookAlike>
  private var nameWidth = 0

  /// A printer for these lines; agents are called what they were called there, or else as `team` says.
  package init(for entries: [Entry], team: [AgentID: String] = [:]) {
    var names = team
    for entry in entries {
      if case .agent(let id) = entry.by, !entry.name.isEmpty { names[id] = oneLine(entry.name) }
    }
    self.names = names
    looks = Set(names.flatMap { [LookAlike($0.key.text), LookAlike($0.value)] })
    nameWidth = min(Self.widestName, entries.map { author($0).count }.max() ?? 0)
  }

  /// The printed lines, without their ends.
  package func lines(_ entries: [Entry]) -> [String] {
    var (lines, day): ([String], String) = ([], "")
    for entry in entries {
      let text = entry.at.text
      if day != text.prefix(10) {
        if !day.isEmpty { lines.append("") }
        day = String(text.prefix(10))
        lines += ["\(day) (UTC)", ""]
      }
      lines += self.lines(of: entry, at: String(text.dropFirst(11).prefix(5)))
    }
    return lines
  }

  private func lines(of entry: Entry, at time: String) -> [String] {
    let margin = 5 + 2 + nameWidth + 2
    let name = String(author(entry).prefix(nameWidth))
    let head = "\(time)  \(name.isolated)\(spaces(nameWidth - name.count))  "
    let rows = wrapped(words(of: entry), to: Self.width - margin)
    return rows.enumerated().map { index, row in
      row.isEmpty && index > 0 ? "" : (index == 0 ? head : spaces(margin)) + row.isolated
    }
  }

  private func author(_ entry: Entry) -> String {
    switch (entry.fact, entry.by) {
    case (.said, .visitor), (.noted, .visitor): visitor(entry.name.label)
    case (.said, .agent(let id)), (.noted, .agent(let id)): entry.name.isEmpty ? id.text : oneLine(entry.name)
    default: ""
    }
  }

  /// A visitor's name; one that looks like an agent's is marked, cut short where it would hide the mark.
  func visitor(_ name: String) -> String {
    guard !name.isEmpty else { return "visitor" }
    guard LookAlike.looks(of: name).contains(where: looks.contains) else { return name }
    let mark = " (visitor)"
    return name.prefix(Self.widestName - mark.count) + mark
  }

  /// What an agent was called in this talk.
  func name(_ agent: AgentID) -> String { names[agent] ?? agent.text }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
