import ChatDomain
import EventLoops
import Primitives
import Search
import Storage

/// What the console's search finds, for the terminal.
package struct FindWords: ControlCommand {
  package static let verb = ControlVerb.search
  private let text: String, after: String?, limit: String?
  private let question: SearchQuestion

  /// Reads a question as a person types it.
  package init(text: String, after: String?, limit: String?) throws(AdministrationError) {
    self.text = text
    self.after = after
    self.limit = limit
    do throws(SearchFault) { question = try SearchQuestion(text: text, after: after, limit: limit) } catch {
      throw .badQuestion(error)
    }
  }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    try self.init(
      text: options.text(.words), after: try options.optional(.after), limit: try options.optional(.limit))
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.words, text)
    options.set(.after, after)
    options.set(.limit, limit)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let answer = Handoff<SearchAnswer>()
    if let index = administration.services?.store.search {
      index.find(question) { answer.give($0) }
    } else {
      let index = SearchIndex(administration.folder, events: StorageEvents(failed: { _ in }))
      index.start()
      index.whenReady { [question] in index.find(question) { answer.give($0) } }
    }
    return described(answer.take())
  }

  private func described(_ answer: SearchAnswer) -> String {
    var lines: [String] = []
    for hit in answer.people {
      lines += ["\(hit.person)  \(hit.name.text.isolated)", "  \(hit.line.text.isolated)"]
    }
    for hit in answer.talks {
      let start = hit.at.text.prefix(16).replacing("T", with: " ")
      lines += ["\(start)  \(hit.conversation)  \(hit.site)  \(hit.name.text.isolated)", "  \(hit.line.text.isolated)"]
    }
    for place in [answer.morePeople, answer.moreTalks].compactMap({ $0 }) { lines.append("more: --after \(place)") }
    if lines.isEmpty { lines.append("Nothing was found.") }
    if !answer.isComplete { lines.append("The server is still reading older talks; ask again in a while.") }
    return lines.map { $0 + "\n" }.joined()
  }
}
