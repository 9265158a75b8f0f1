package import ChatDomain
import Primitives
package import Storage
import TranscriptFormat

/// What `secondring transcript` does: reads the folder itself, also beside a running server.
package struct TranscriptCommands: Sendable {
  private let catalog: TranscriptCatalog, root: String
  private let print: @Sendable (String) -> Void

  /// Works on the data folder at `root` and gives each line to `print`.
  package init(root: String, print: @escaping @Sendable (String) -> Void) {
    (catalog, self.root, self.print) = (TranscriptCatalog(root: root), root, print)
  }

  /// One line for each talk, oldest first; of one day (`2026-11-22`) when that is given.
  package func list(day: String? = nil) throws(StorageError) {
    for name in try catalog.all() {
      guard let scan = try catalog.scan(name), let first = scan.entries.first else { continue }
      if let day, !first.at.text.hasPrefix(day) { continue }
      print(summary(name, scan.entries))
    }
  }

  /// A talk as a person reads it.
  package func show(_ conversation: ConversationID) throws(StorageError) {
    guard let name = try catalog.find(conversation), let scan = try catalog.scan(name) else {
      throw .unknown("conversation \(conversation)")
    }
    print(catalog.path(name))
    print("")
    TranscriptPrinter(for: scan.entries, team: try Team.names(root: root)).lines(scan.entries).forEach(print)
    for problem in catalog.problems(in: scan, of: name) { print(problem.description) }
  }

  /// Writes each talk (of one day) as text and as it is kept, named by when it began.
  package func export(day: String? = nil, to path: String) throws(StorageError) {
    let (parcel, team) = (try Parcel(to: path), try Team.names(root: root))
    let folder = day.map { "transcripts/" + $0.split(separator: "-").joined(separator: "/") }
    for name in try catalog.all() where folder == nil || name.folder == folder {
      guard let bytes = try Disk().read(catalog.path(name)) else { continue }
      let (entries, title) = (RecoveryScan(bytes).entries, name.path.split(separator: "/").dropFirst())
      let stem = title.joined(separator: "-").dropLast(".jsonl".count)
      let text = TranscriptPrinter(for: entries, team: team).lines(entries).joined(separator: "\n") + "\n"
      try parcel.put("\(stem).txt", Array(text.utf8))
      try parcel.put("\(stem).jsonl", bytes)
    }
    try parcel.finish()
    print("Wrote \(parcel.count / 2) talks to \(path)")
  }

  /// Reads every line of every transcript; true when all are as they were written.
  package func verify() throws(StorageError) -> Bool {
    var (files, lines, bad) = (0, 0, 0)
    for name in try catalog.all() {
      guard let scan = try catalog.scan(name) else { continue }
      let problems = catalog.problems(in: scan, of: name)
      for problem in problems { print(problem.description) }
      (files, lines, bad) = (files + 1, lines + scan.entries.count, bad + (problems.isEmpty ? 0 : 1))
    }
    print("\(files) transcripts, \(lines) lines, \(bad == 0 ? "all" : "\(bad) transcripts not") as written")
    return bad == 0
  }

  private func summary(_ name: TranscriptName, _ entries: [Entry]) -> String {
    let words = entries.lazy.compactMap(\.words).first ?? ""
    let agent = entries.lazy.reversed().compactMap { entry in
      if entry.fact.words != nil, case .agent(let id) = entry.by { id.text } else { nil }
    }.first
    let start = entries.first.map { String($0.at.text.prefix(16)).replacing("T", with: " ") } ?? ""
    return "\(start)  \(name.conversation)  \(agent ?? "-")  \(shortened(words, to: 60).isolated)"
  }
}

extension Entry {
  /// The words of a line that has any.
  fileprivate var words: String? {
    switch fact {
    case .said(let body), .noted(let body), .invited(_, _, let body): body.text
    default: nil
    }
  }
}
