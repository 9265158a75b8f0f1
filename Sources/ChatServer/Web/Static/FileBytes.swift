import EventLoops
import Glibc

/// Reads whole small files at start.
enum FileBytes {
  static func read(_ path: String) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(operation: "open", subject: path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      guard count >= 0 else { throw SystemError(operation: "read", subject: path) }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }
}
