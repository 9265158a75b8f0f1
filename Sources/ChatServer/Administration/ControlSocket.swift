package import EventLoops
import Glibc
package import Primitives
import Synchronization

/// `control.sock` in the data folder: the command line speaks to a running server here.
///
/// One JSON line each way (`ControlRequest`, `ControlReply`). The folder's permissions (0700) say who may. Blocking calls, each
/// client on a thread of its own; commands are carried out one at a time.
package final class ControlSocket: Sendable {
  /// Carries a command out.
  package typealias Answer = @Sendable (any ControlCommand) -> ControlReply

  /// How long a client may take to send its line, and to take the reply.
  private static let patience = Milliseconds.seconds(5)
  /// Clients at once: people at terminals and a script or two.
  private static let mostClients = 16

  private let descriptor: Int32
  private let path: String
  private let accepting = BlockingQueue(label: "control")
  private let clients: Clients

  /// Listens at the path and answers one request after the other.
  package convenience init(path: String, answer: @escaping Answer) throws(SystemError) {
    try self.init(path: path, patience: Self.patience, answer: answer)
  }

  /// The same, for a test that does not wait so long.
  package init(path: String, patience: Milliseconds, answer: @escaping Answer) throws(SystemError) {
    self.path = path
    // The folder is locked by this process, so a file at the path was left by one that died.
    unlink(path)
    descriptor = try UnixSocket.listening(at: path)
    clients = Clients(patience: patience, answer: answer)
    accepting.run { [descriptor, clients] in
      while let peer = UnixSocket.accepted(from: descriptor) { clients.serve(peer) }
    }
  }

  /// Stops listening and takes the path away.
  package func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
    unlink(path)
  }

  /// The connected clients; each has a thread of its own, which a silent one holds until its time is over.
  private final class Clients: Sendable {
    private let patience: Milliseconds, answer: Answer
    private let count = Mutex(0)
    private let working = BlockingQueue(label: "control commands")

    init(patience: Milliseconds, answer: @escaping Answer) { (self.patience, self.answer) = (patience, answer) }

    func serve(_ peer: Int32) {
      let isRoom = count.withLock { count in
        guard count < ControlSocket.mostClients else { return false }
        count += 1
        return true
      }
      guard isRoom else {
        close(peer)
        return
      }
      BlockingQueue(label: "control client").run { [self] in
        converse(with: peer)
        close(peer)
        count.withLock { $0 -= 1 }
      }
    }

    private func converse(with peer: Int32) {
      UnixSocket.limit(peer, to: patience)
      guard let line = UnixSocket.readLine(peer, limit: 16 << 20, until: Clock.now() + patience) else { return }
      UnixSocket.write(reply(to: line).line, to: peer)
    }

    private func reply(to line: [UInt8]) -> ControlReply {
      let command: any ControlCommand
      do throws(AdministrationError) { command = try ControlRequest.command(line) } catch { return ControlReply(error) }
      let done = Handoff<ControlReply>()
      working.run { [answer] in done.give(answer(command)) }
      return done.take()
    }
  }
}
