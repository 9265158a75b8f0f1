import EventLoops
import HTTPProtocol
import Networking
import Primitives
import Synchronization
import Testing

/// Requests sent ahead by somebody who does not take the answers.
@Suite(.timeLimit(.minutes(5)))
struct UnreadAnswersTests {
  /// Answers with 83 KB that begin with the path, and counts how many answers it has made.
  private final class Library: Application {
    static let size = 83_000
    private let made = Mutex(0)
    private let isLate: Bool

    init(isLate: Bool = false) { self.isLate = isLate }

    var count: Int { made.withLock { $0 } }

    func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
      made.withLock { $0 += 1 }
      var body = Array("<\(request.path)>".utf8)
      body += [UInt8](repeating: 0x62, count: Self.size - body.count)
      let response = HTTPResponse(200, body: body)
      guard isLate else { return .respond(response) }
      connection.post { $0.respond(response) }
      return .later
    }
  }

  @Test(arguments: [(370, false), (370, true), (3_000, false)])
  func `answers are made as they are read, and all come in order`(requests: Int, isLate: Bool) async throws {
    let library = Library(isLate: isLate)
    let server = try TestServer(library, loops: 1) { $0.limits = ConnectionLimits() }
    let peer = try Peer(server.address, receiveBuffer: 4_096)
    let ahead = (0..<requests).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined()
    async let sent: Void = peer.send(ahead)
    var (read, order, rest) = (0, [String](), "")
    while order.count < requests {
      let more = try await peer.receive()
      try #require(!more.isEmpty, "the server ended after \(order.count) answers")
      read += more.count
      // The kernel takes at most 4 MB of what nobody reads; with us waits hardly more than one answer.
      #expect(library.count * Library.size - read < 8 << 20)
      // Only what may hold the half of a path.
      rest += String(decoding: more, as: UTF8.self)
      while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
        order.append(String(rest[start..<end].dropFirst(2)))
        rest = String(rest[end...].dropFirst())
      }
      rest = rest.firstIndex(of: "<").map { String(rest[$0...]) } ?? ""
    }
    try await sent
    #expect(order == (0..<requests).map(String.init))
    await server.stop()
  }

  @Test func `a reader who ended their side still gets every answer`() async throws {
    let server = try TestServer(Library(), loops: 1) { $0.limits = ConnectionLimits() }
    let peer = try Peer(server.address, receiveBuffer: 4_096)
    try await peer.send((0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
    peer.endWriting()
    let answers = try await peer.receiveAll()
    #expect(answers.split(separator: "HTTP/1.1 200").count == 100)
    await server.stop()
  }
}
