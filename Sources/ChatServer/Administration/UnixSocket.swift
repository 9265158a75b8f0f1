import EventLoops
import Glibc
import Primitives

/// Blocking Unix sockets, for the command line and the server's control queue.
enum UnixSocket {
  static func listening(at path: String) throws(SystemError) -> Int32 {
    let descriptor = try made()
    var address = try address(path)
    guard bound(descriptor, &address), listen(descriptor, 8) == 0 else {
      let error = SystemError(operation: "listen", subject: path)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// Connects; nil when nobody listens there.
  static func connected(to path: String) -> Int32? {
    guard let descriptor = try? made(), var address = try? address(path) else { return nil }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  static func accepted(from descriptor: Int32) -> Int32? {
    while true {
      let peer = accept(descriptor, nil, nil)
      if peer >= 0 { return peer }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// No single read or write of this socket waits longer.
  static func limit(_ descriptor: Int32, to patience: Milliseconds) {
    var time = timeval(tv_sec: Int(patience.count / 1_000), tv_usec: Int(patience.count % 1_000) * 1_000)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  /// Everything up to the first line feed; nil beyond the limit, after the moment, or when the peer goes away before it.
  static func readLine(_ descriptor: Int32, limit: Int, until end: Instant? = nil) -> [UInt8]? {
    var line: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    while line.count <= limit {
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { return nil }
      if let end = piece[..<count].firstIndex(of: UInt8(ascii: "\n")) { return line + piece[..<end] }
      line += piece[..<count]
      if let end, Clock.now() > end { return nil }
    }
    return nil
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func made() throws(SystemError) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SystemError(operation: "socket") }
    return descriptor
  }

  private static func address(_ path: String) throws(SystemError) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    // sun_path holds 108 bytes with its zero: a deep data folder needs a shorter way to it.
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw SystemError(operation: "socket path", code: ENAMETOOLONG, subject: path)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return address
  }

  private static func bound(_ descriptor: Int32, _ address: inout sockaddr_un) -> Bool {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
