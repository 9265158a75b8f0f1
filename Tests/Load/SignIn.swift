import EventLoops
import Glibc
import HTTPProtocol
import Networking

/// Signs an agent in over HTTP, as the console's page does; blocking.
enum SignIn {
  struct Refused: Error { let name: String, status: Int }

  /// The cookie, as the WebSocket's request must carry it.
  static func cookie(of name: String, password: String, at address: SocketAddress) throws -> String {
    let answer = try exchange(
      """
      POST /api/v1/session HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\
      Content-Length: \(name.utf8.count + password.utf8.count + 25)\r\n\r\n\
      {"name":"\(name)","password":"\(password)"}
      """, with: address)
    guard let (head, _) = try? HTTPResponseHead.read(answer), let cookie = head.headers["Set-Cookie"] else {
      throw Refused(name: name, status: (try? HTTPResponseHead.read(answer))?.0.status.rawValue ?? 0)
    }
    return String(cookie.prefix { $0 != ";" })
  }

  private static func exchange(_ request: String, with address: SocketAddress) throws -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = address.port.bigEndian
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    let bytes = Array(request.utf8)
    guard result == 0, send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw SystemError(operation: "connect", subject: "\(address)")
    }
    var (answer, piece) = ([UInt8](), [UInt8](repeating: 0, count: 16_384))
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { return answer }
      answer += piece[..<count]
    }
  }
}
