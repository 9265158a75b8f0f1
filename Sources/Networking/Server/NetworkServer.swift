package import EventLoops
package import Primitives
import Synchronization
package import WebSocketProtocol

/// Listeners and loops together: the network side of a server, from start to stop.
package final class NetworkServer: Sendable {
  private let loops: [EventLoop]
  private let observer: any NetworkObserver
  private let table = ConnectionTable()
  private let listeners = Mutex<[Listener]>([])

  /// Connections will live on these loops, of which there is at least one.
  package init(loops: [EventLoop], observer: any NetworkObserver = SilentObserver()) {
    precondition(!loops.isEmpty, "a server needs a loop")
    (self.loops, self.observer) = (loops, observer)
  }

  /// How many are connected now, to all listeners together.
  package var connectionCount: Int { table.count }

  /// Opens a port whose requests `application` answers.
  @discardableResult
  package func listen(_ options: ListenerOptions, application: any Application) throws(SystemError) -> Listener {
    let services = loops.map {
      ConnectionService(loop: $0, application: application, options: options, table: table, observer: observer)
    }
    let listener = try Listener(options.address, on: loops[0], dealingTo: services)
    listeners.withLock { $0.append(listener) }
    listener.post { $0.start() }
    return listener
  }

  /// Closes the ports, lets answers under way finish, closes each WebSocket with `code`, and returns when all are gone.
  ///
  /// Whoever is still there after `patience` is cut off.
  package func stop(_ code: CloseCode, reason: String, patience: Milliseconds) async {
    let listeners = listeners.withLock { list in
      defer { list = [] }
      return list
    }
    for listener in listeners { await listener.stop() }
    // Behind the newcomers that the listeners handed over before.
    for loop in loops { await Self.passed(loop) }
    closeAll(code, reason: reason)
    let cutoff = Cutoff(of: table, on: loops[0])
    await cutoff.begin(in: patience)
    await table.waitUntilEmpty()
    await cutoff.end()
  }

  /// Closes each WebSocket with `code`, and every other connection after its answer.
  package func closeAll(_ code: CloseCode, reason: String) {
    for connection in table.all { connection.post { $0.retire(code, reason: reason) } }
  }

  private static func passed(_ loop: EventLoop) async {
    await withCheckedContinuation { continuation in loop.post { continuation.resume() } }
  }
}
