import ArgumentParser
import Synchronization

/// Counts what clients report, and lets the command wait for it.
final class Tally: Sendable {
  private struct Contents {
    var opened = 0
    var finished = 0
    var retries = 0
    var failures: [String] = []
    var waiting: (isEnough: @Sendable (Tally.Counts) -> Bool, continuation: CheckedContinuation<Counts, Never>)?
  }

  /// How far all clients together are.
  struct Counts: Sendable {
    let opened: Int
    let finished: Int
    let failures: [String]
  }

  private let contents = Mutex(Contents())

  func opened() { change { $0.opened += 1 } }
  func finished() { change { $0.finished += 1 } }
  func retried() { change { $0.retries += 1 } }
  func failed(_ reason: String) { change { $0.failures.append(reason) } }

  /// How often a client had to begin again.
  var retries: Int { contents.withLock { $0.retries } }

  /// Returns when `isEnough`, or when any client failed.
  func wait(until isEnough: @escaping @Sendable (Counts) -> Bool) async -> Counts {
    await withCheckedContinuation { continuation in
      change { $0.waiting = (isEnough, continuation) }
    }
  }

  private func change(_ change: (inout Contents) -> Void) {
    let ready: (CheckedContinuation<Counts, Never>, Counts)? = contents.withLock { contents in
      change(&contents)
      let counts = Counts(opened: contents.opened, finished: contents.finished, failures: contents.failures)
      guard let waiting = contents.waiting, !counts.failures.isEmpty || waiting.isEnough(counts) else { return nil }
      contents.waiting = nil
      return (waiting.continuation, counts)
    }
    ready?.0.resume(returning: ready?.1 ?? Counts(opened: 0, finished: 0, failures: []))
  }
}

extension Tally.Counts {
  /// Throws the first failure, if there is one.
  func check() throws {
    guard let failure = failures.first else { return }
    throw ValidationError("\(failures.count) failed, the first: \(failure)")
  }
}
