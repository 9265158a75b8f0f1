/// What a run of echoes cost.
struct EchoFigures: CustomStringConvertible {
  private struct Reading {
    let server: ProcessUsage?
    let load: ProcessUsage?
    let messages: Int
    let moment: UInt64
  }

  let connections: Int
  let size: Int
  /// The server's memory before and after the connections were opened.
  var memoryBefore: Int?
  var memoryAfter: Int?
  private var first: Reading?
  private var last: Reading?

  init(connections: Int, size: Int) { (self.connections, self.size) = (connections, size) }

  mutating func start(_ server: ProcessUsage?, _ load: ProcessUsage?, _ messages: Int) {
    first = Reading(server: server, load: load, messages: messages, moment: Moment.now)
  }

  mutating func stop(_ server: ProcessUsage?, _ load: ProcessUsage?, _ messages: Int) {
    last = Reading(server: server, load: load, messages: messages, moment: Moment.now)
  }

  /// One line for each figure, for people.
  var description: String {
    figures.map { name, value in "\(name): \(rounded(value))" }.joined(separator: "\n")
  }

  /// One object, for scripts.
  var json: String {
    let fields = figures.map { name, value in "\"\(name)\": \(rounded(value))" }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private var figures: [(String, Double)] {
    var figures = [("connections", Double(connections)), ("bytes a message", Double(size))]
    if let memoryBefore, let memoryAfter {
      figures.append(
        ("RssAnon of the server a connection, B", Double(memoryAfter - memoryBefore) / Double(connections)))
    }
    guard let first, let last else { return figures }
    let messages = Double(last.messages - first.messages)
    let seconds = Double(last.moment - first.moment) / 1e9
    figures += [("messages", messages), ("seconds", seconds), ("messages a second", messages / seconds)]
    if let before = first.server, let after = last.server {
      figures.append(("server us a message", Double(after.microseconds - before.microseconds) / messages))
      figures.append(("of it outside the kernel", Double(after.userMicroseconds - before.userMicroseconds) / messages))
      figures.append(("RssAnon of the server, KB", Double(after.memory) / 1_024))
    }
    if let before = first.load, let after = last.load {
      figures.append(("load us a message", Double(after.microseconds - before.microseconds) / messages))
      figures.append(("load % of a core", Double(after.microseconds - before.microseconds) / seconds / 10_000))
    }
    return figures
  }

  private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
