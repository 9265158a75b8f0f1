import HTTPProtocol
import Networking
import ServerTesting

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
    let socket = try BlockingSocket(port: address.port)
    try socket.send(Array(request.utf8))
    var answer: [UInt8] = []
    while true {
      let piece = try socket.receive()
      guard !piece.isEmpty else { return answer }
      answer += piece
    }
  }
}
