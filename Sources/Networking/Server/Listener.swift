package import EventLoops
import Glibc
import Primitives

/// Accepts connections on one address and deals them out to the loops in turn.
package actor Listener: LoopActor, LoopClient {
  /// Accepted in one turn, so that a storm of newcomers leaves those who are here their turn.
  private static let acceptsPerTurn = 64
  /// How long to wait for descriptors or memory when there are none.
  private static let pause = Milliseconds(100)

  private enum State {
    case idle
    case accepting(Slot)
    case paused(Slot)
    case stopped
  }

  /// The loop it accepts on.
  package nonisolated let loop: EventLoop
  /// Where it listens, with the port the system chose if none was asked for.
  package nonisolated let address: SocketAddress

  private let services: [ConnectionService]
  private var next = 0
  private var state = State.idle
  private var socket: ListeningSocket?

  /// Binds the address; connections wait in the kernel until `start`.
  init(_ address: SocketAddress, on loop: EventLoop, dealingTo services: [ConnectionService]) throws(SystemError) {
    let socket = try ListeningSocket(address)
    self.address = try socket.boundAddress()
    self.loop = loop
    self.services = services
    self.socket = consume socket
  }

  func start() {
    guard case .idle = state else { return }
    state = .paused(loop.register(self))
    resume()
  }

  /// Closes the port; connections already accepted go on.
  package func stop() {
    switch state {
    case .accepting(let slot), .paused(let slot): loop.unregister(slot)
    case .idle, .stopped: break
    }
    state = .stopped
    socket = nil
  }

  /// The port has visitors.
  package nonisolated func ready(_ readiness: Readiness) { onLoop { $0.acceptWaiting() } }

  /// The pause is over.
  package nonisolated func deadlinePassed() { onLoop { $0.resume() } }

  private func resume() {
    guard case .paused(let slot) = state, let descriptor = socket?.descriptor else { return }
    do throws(SystemError) {
      try loop.watch(descriptor, .readable, for: slot)
      state = .accepting(slot)
    } catch {
      paused(slot, error)
    }
  }

  private func acceptWaiting() {
    guard case .accepting(let slot) = state else { return }
    var newcomers = [[Connection]](repeating: [], count: services.count)
    accepting: for _ in 0..<Self.acceptsPerTurn {
      switch socket?.accept() ?? .nobody {
      case .accepted(let descriptor, let peer):
        newcomers[next].append(Connection(Socket(owning: descriptor), from: peer, service: services[next]))
        next = (next + 1) % services.count
      case .nobody:
        break accepting
      case .exhausted(let error):
        socket?.turnAwayOne()
        if let descriptor = socket?.descriptor { loop.unwatch(descriptor) }
        paused(slot, error)
        break accepting
      }
    }
    for (service, newcomers) in zip(services, newcomers) where !newcomers.isEmpty { hand(newcomers, to: service.loop) }
  }

  private func paused(_ slot: Slot, _ error: SystemError) {
    state = .paused(slot)
    loop.setDeadline(loop.now + Self.pause, for: slot)
    services.first?.observer.noticed(.acceptPaused(error))
  }

  private func hand(_ newcomers: [Connection], to loop: EventLoop) {
    loop.post {
      for connection in newcomers { connection.onLoop { $0.open() } }
    }
  }
}
