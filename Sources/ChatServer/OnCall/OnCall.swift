package import ChatDomain
import EventLoops
package import Logging
package import Primitives
package import Storage
import Synchronization

/// Carries calls to people who are on call and at no console: each is written down, and the shop's own program told.
///
/// Never on a loop: the program may take its time. Calls that come meanwhile go to the next run together.
package final class OnCall: Sendable {
  /// More than that no program is told at once, and no pipe may hold: the last of them, and the file has them all.
  package static let mostTold = 200

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
  private let ran: @Sendable (Errand.Outcome) -> Void
  private let log: Logger
  private let command: Mutex<[String]>
  private let waiting = Mutex<[Call]>([])

  /// Writes calls into this book and runs this program; `ran` hears what came of each run.
  package init(
    _ book: CallBook, command: [String], log: Logger, ran: @escaping @Sendable (Errand.Outcome) -> Void
  ) {
    (self.book, self.log, self.ran) = (book, log, ran)
    self.command = Mutex(command)
  }

  /// From now on another program calls; an empty list: none.
  func change(command next: [String]) { command.withLock { $0 = next } }

  /// Calls, and returns at once.
  package func call(_ call: Call) {
    waiting.withLock { $0.append(call) }
    queue.run { [self] in carry() }
  }

  private func carry() {
    let calls = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    guard !calls.isEmpty else { return }
    do throws(StorageError) { try book.append(calls.flatMap(\.line)) } catch {
      log.error("calls not written down", metadata: ["error": "\(error)"])
    }
    let command = command.withLock { $0 }
    guard !command.isEmpty else { return }
    let told = calls.suffix(Self.mostTold)
    if told.count < calls.count {
      log.error("too many calls for one run", metadata: ["untold": "\(calls.count - told.count)"])
    }
    let outcome = Errand(command).run(told.flatMap(\.line))
    ran(outcome)
    guard outcome != .done else { return }
    log.error("on call not reached", metadata: ["program": "\(command[0])", "outcome": "\(outcome.rawValue)"])
  }
}
