import EventLoops
import Logging
import Networking
import Primitives
import Synchronization

/// Puts what the network noticed into the log and the figures: every notice is counted, and so many a minute are told.
final class NetworkLog: NetworkObserver {
  private struct State {
    var budget = LogBudget<String>()
    /// The line that says what was left out is on its way.
    var isSumDue = false
  }

  private let log: Logger, metrics: ServerMetrics
  private let state = Mutex(State())
  private let queue = BlockingQueue(label: "log")

  init(log: Logger, metrics: ServerMetrics) { (self.log, self.metrics) = (log, metrics) }

  func noticed(_ notice: NetworkNotice) {
    metrics.noticed()
    let (isTold, isSumNew) = state.withLock { state in
      let isTold = state.budget.allows(notice.kind, at: Clock.now())
      let isSumNew = !isTold && !state.isSumDue
      state.isSumDue = state.isSumDue || isSumNew
      return (isTold, isSumNew)
    }
    if isTold { log.info("network", metadata: ["notice": "\(notice)"]) }
    if isSumNew { queue.run(after: LogBudget<String>.stretch) { [weak self] in self?.tellSum() } }
  }

  private func tellSum() {
    let leftOut = state.withLock { state in
      state.isSumDue = false
      return state.budget.takeLeftOut()
    }
    for (kind, count) in leftOut {
      log.info("network notices left out", metadata: ["kind": "\(kind)", "count": "\(count)"])
    }
  }
}

extension NetworkNotice {
  /// What its lines are counted by.
  fileprivate var kind: String {
    switch self {
    case .acceptPaused: "acceptPaused"
    case .watchFailed: "watchFailed"
    case .addressRefused: "addressRefused"
    case .handshakeRefused: "handshakeRefused"
    case .peerFault: "peerFault"
    case .slowReader: "slowReader"
    }
  }
}
