import Dispatch
import Glibc

/// Signals as events; while it lives the given ones no longer end the process.
package final class Signals: Sendable {
  // Set once, and only ever cancelled; Dispatch's sources may be used from any thread.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  /// Calls `received` on a queue of its own for each signal that arrives from now on.
  package init(_ numbers: [Int32], received: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "signals")
    let installed = DispatchSemaphore(value: 0)
    sources = numbers.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { received(number) }
      source.setRegistrationHandler { installed.signal() }
      source.activate()
      return source
    }
    // Dispatch installs its handlers on a thread of its own; a signal before that would still end the process.
    for _ in numbers { installed.wait() }
  }

  deinit {
    for source in sources { source.cancel() }
  }

  /// Writing to a closed socket or pipe becomes an error of that write instead of the end of the process.
  package static func ignoreBrokenPipe() { signal(SIGPIPE, SIG_IGN) }
}
