package import EventLoops
import Glibc

/// `control.sock` in the data folder: the command line speaks to a running server here.
///
/// One JSON line each way: `{"verb":"agent link","options":{"id":["anna"]}}`, answered by `{"output":"…","errors":"…","exit":0}`. The folder's
/// permissions (0700) say who may. Blocking calls on a queue of its own: commands are rare and one at a time.
package final class ControlSocket: Sendable {
  /// Carries a request out.
  package typealias Answer = @Sendable (ControlRequest) -> ControlReply

  private let descriptor: Int32
  private let path: String
  private let queue = BlockingQueue(label: "control")

  /// Listens at the path and answers one request after the other.
  package init(path: String, answer: @escaping Answer) throws(SystemError) {
    self.path = path
    // Ours by the folder's lock, so whatever is left there is of a process that died.
    unlink(path)
    descriptor = try UnixSocket.listening(at: path)
    queue.run { [descriptor] in
      while let peer = UnixSocket.accepted(from: descriptor) {
        Self.serve(peer, answer)
        close(peer)
      }
    }
  }

  /// Stops listening and takes the path away.
  package func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
    unlink(path)
  }

  private static func serve(_ peer: Int32, _ answer: Answer) {
    guard let line = UnixSocket.readLine(peer, limit: 16 << 20) else { return }
    let reply =
      ControlRequest(line).map(answer) ?? ControlReply(output: "", errors: "the request is not understood", exit: 2)
    UnixSocket.write(reply.line, to: peer)
  }
}
