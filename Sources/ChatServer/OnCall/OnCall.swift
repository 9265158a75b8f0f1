package import ChatDomain
import EventLoops
import Logging
package import Primitives
import Storage
import Synchronization

/// Carries calls to people who are on call and at no console: each is written down, and the shop's own program told.
///
/// Never on a loop: the program may take its time. Calls that come meanwhile go to the next run together.
package final class OnCall: Sendable {
  /// More than that wait for no program: it has not run for long, and the file has them all.
  private static let mostWaiting = 200

  /// One call: of whom, for which talk.
  package struct Call: Sendable {
    let at: Instant, conversation: ConversationID, ring: Int, agents: [AgentID]

    /// Puts the facts side by side.
    package init(at: Instant, conversation: ConversationID, ring: Int, agents: [AgentID]) {
      (self.at, self.conversation, self.ring, self.agents) = (at, conversation, ring, agents)
    }
  }

  private let queue = BlockingQueue(label: "on call")
  private let book: CallBook
  private let metrics: ServerMetrics
  private let log: Logger
  private let command: Mutex<[String]>
  private let waiting = Mutex<[Call]>([])

  init(_ book: CallBook, command: [String], metrics: ServerMetrics, log: Logger) {
    (self.book, self.metrics, self.log) = (book, metrics, log)
    self.command = Mutex(command)
  }

  /// From now on another program calls; an empty list: none.
  func change(command next: [String]) { command.withLock { $0 = next } }

  /// Calls, and returns at once.
  func call(_ call: Call) {
    let isLost = waiting.withLock { waiting in
      guard waiting.count < Self.mostWaiting else { return true }
      waiting.append(call)
      return false
    }
    if isLost { log.error("too many calls wait", metadata: ["conversation": "\(call.conversation)"]) }
    queue.run { [self] in carry() }
  }

  private func carry() {
    let calls = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    guard !calls.isEmpty else { return }
    let lines = calls.flatMap(\.line)
    do throws(StorageError) { try book.append(lines) } catch {
      log.error("calls not written down", metadata: ["error": "\(error)"])
    }
    let command = command.withLock { $0 }
    guard !command.isEmpty else { return }
    let outcome = Errand(command).run(lines)
    metrics.calledOut(outcome)
    guard outcome != .done else { return }
    log.error("on call not reached", metadata: ["program": "\(command[0])", "outcome": "\(outcome.rawValue)"])
  }
}
