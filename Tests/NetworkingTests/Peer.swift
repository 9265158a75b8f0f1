import EventLoops
import Glibc
import Networking
import Primitives

/// The other end of a connection, with a plain blocking socket: nothing of the engine is used on this side.
final class Peer: Sendable {
  struct Silent: Error {}

  private let socket: Int32
  // The system calls block, and the tests' few threads must not.
  private let reading = BlockingQueue(label: "peer.reading")
  private let writing = BlockingQueue(label: "peer.writing")

  init(_ address: SocketAddress, receiveBuffer: Int32? = nil) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer {
      setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    // Whoever waits longer than this waits for ever: a test that fails, not one that hangs.
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = address.port.bigEndian
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let error = SystemError(operation: "connect")
      close(socket)
      throw error
    }
  }

  deinit { close(socket) }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async throws { try await writing.result(of: { [self] in try sendBlocking(bytes) }) }

  /// What there is, at least one byte; empty when the server has ended.
  func receive() async throws -> [UInt8] { try await reading.result(of: { [self] in try receiveBlocking() }) }

  private func sendBlocking(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw SystemError(operation: "send") }
      sent += count
    }
  }

  private func receiveBlocking() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &bytes, bytes.count, 0)
    guard count >= 0 else { throw errno == EAGAIN ? Silent() : SystemError(operation: "recv") as any Error }
    return Array(bytes[..<count])
  }

  /// Everything until the server ends.
  func receiveAll() async throws -> String {
    var all: [UInt8] = []
    while true {
      let more = try await receive()
      if more.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += more
    }
  }

  /// As much as is needed to see `text` so many times.
  func receive(until text: String, times: Int = 1) async throws -> String {
    var all = ""
    while all.split(separator: text, omittingEmptySubsequences: false).count <= times {
      let more = try await receive()
      if more.isEmpty { break }
      all += String(decoding: more, as: UTF8.self)
    }
    return all
  }

  func endWriting() { shutdown(socket, Int32(SHUT_WR)) }

  /// Makes the close, which comes with the last reference, a reset.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}

extension BlockingQueue {
  func result<Result: Sendable>(of work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      run { continuation.resume(with: Swift.Result { try work() }) }
    }
  }
}
