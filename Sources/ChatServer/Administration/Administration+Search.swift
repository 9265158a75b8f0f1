import ChatDomain
import EventLoops
import Primitives
import Search
import Storage

extension Administration {
  /// What the console's search finds, for the terminal.
  func search(_ request: ControlRequest) throws -> String {
    let question = try SearchQuestion(
      text: request.option("q"), after: request.options["after"]?.first, limit: request.options["limit"]?.first)
    let answer = Handoff<SearchAnswer>()
    let index = services?.search ?? SearchIndex(folder, events: StorageEvents(failed: { _ in }))
    if services == nil {
      index.start()
      index.whenReady { [question] in index.find(question) { answer.give($0) } }
    } else {
      index.find(question) { answer.give($0) }
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
