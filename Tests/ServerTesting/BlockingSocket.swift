import EventLoops
import Glibc

/// A client's TCP connection to 127.0.0.1 with plain blocking calls: nothing of the server's engine is used on this side.
package final class BlockingSocket: Sendable {
  /// Nothing came for 20 s: a test fails then, and does not hang.
  package struct Silent: Error {}

  private let descriptor: Int32

  /// Connects; a small receive buffer makes a slow reader of it.
  package init(port: UInt16, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let error = SystemError(operation: "connect")
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  package func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw SystemError(operation: "send") }
      sent += count
    }
  }

  /// What there is, at least one byte; empty when the server has ended.
  package func receive() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw errno == EAGAIN ? Silent() : SystemError(operation: "recv") as any Error }
    return Array(bytes[..<count])
  }

  package func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

  package func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Makes the close, which comes with the last reference, a reset.
  package func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}
