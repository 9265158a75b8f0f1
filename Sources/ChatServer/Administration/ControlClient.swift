import Glibc

/// The command line's side of the control socket.
package enum ControlClient {
  /// Asks the server that runs on this data folder; nil when none does.
  package static func ask(_ command: any ControlCommand, dataFolder: String) -> ControlReply? {
    guard let descriptor = UnixSocket.connected(to: dataFolder + "/control.sock") else { return nil }
    defer { close(descriptor) }
    UnixSocket.write(ControlRequest.line(command), to: descriptor)
    guard let line = UnixSocket.readLine(descriptor, limit: 64 << 20), let reply = ControlReply(line) else {
      return ControlReply(errors: "the running server did not answer", exit: 1)
    }
    return reply
  }
}
