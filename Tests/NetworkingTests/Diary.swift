import Networking
import Synchronization

/// Writes down what happens.
final class Diary: Sendable {
  private struct Contents {
    var notes: [String] = []
    var connections: [Connection] = []
    var waiting: [(note: String, times: Int, continuation: CheckedContinuation<Void, Never>)] = []

    mutating func ready() -> [CheckedContinuation<Void, Never>] {
      let isReady = { [notes] (note: String, times: Int) in notes.filter { $0 == note }.count >= times }
      defer { waiting.removeAll { isReady($0.note, $0.times) } }
      return waiting.filter { isReady($0.note, $0.times) }.map(\.continuation)
    }
  }

  private let contents = Mutex(Contents())

  var all: [String] { contents.withLock { $0.notes } }
  var connections: [Connection] { contents.withLock { $0.connections } }

  func met(_ connection: Connection) { contents.withLock { $0.connections.append(connection) } }

  // The application has the diary: a connection left in it would hold its server for ever.
  func parted(from connection: Connection) { contents.withLock { $0.connections.removeAll { $0 === connection } } }

  func note(_ text: String) {
    let ready = contents.withLock { contents in
      contents.notes.append(text)
      return contents.ready()
    }
    for continuation in ready { continuation.resume() }
  }

  func wait(for note: String, times: Int = 1) async {
    await withCheckedContinuation { continuation in
      let ready = contents.withLock { contents in
        contents.waiting.append((note, times, continuation))
        return contents.ready()
      }
      for continuation in ready { continuation.resume() }
    }
  }
}
