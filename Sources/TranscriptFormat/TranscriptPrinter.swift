package import ChatDomain
import Primitives

/// A transcript as a person reads it: the day, then `14:02  Jonas   Hi, I ordered…`, times in UTC.
package struct TranscriptPrinter: Sendable {
  /// How many characters a line may have.
  package static let width = 100
  private static let widestName = 16
  private let names: [AgentID: String]
  private let nameWidth: Int

  /// A printer for these lines; agents are called what they were called there.
  package init(for entries: [Entry]) {
    var names: [AgentID: String] = [:]
    for entry in entries {
      if case .agent(let id) = entry.by, !entry.name.isEmpty { names[id] = oneLine(entry.name) }
    }
    self.names = names
    nameWidth = min(Self.widestName, entries.map { Self.author($0).count }.max() ?? 0)
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
    let name = String(Self.author(entry).prefix(nameWidth))
    let head = "\(time)  \(name)\(spaces(nameWidth - name.count))  "
    let rows = wrapped(words(of: entry), to: Self.width - margin)
    return rows.enumerated().map { index, row in
      row.isEmpty && index > 0 ? "" : (index == 0 ? head : spaces(margin)) + row
    }
  }

  private static func author(_ entry: Entry) -> String {
    switch (entry.fact, entry.by) {
    case (.said, .visitor), (.noted, .visitor): entry.name.isEmpty ? "visitor" : oneLine(entry.name)
    case (.said, .agent(let id)), (.noted, .agent(let id)): entry.name.isEmpty ? id.text : oneLine(entry.name)
    default: ""
    }
  }

  /// What an agent was called in this talk.
  func name(_ agent: AgentID) -> String { names[agent] ?? agent.text }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
