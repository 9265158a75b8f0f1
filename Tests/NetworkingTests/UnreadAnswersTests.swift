import EventLoops
import Glibc
import HTTPProtocol
import Networking
import Primitives
import Synchronization
import Testing

/// Requests sent ahead by somebody who does not take the answers.
@Suite(.timeLimit(.minutes(5)))
struct UnreadAnswersTests {
  /// Answers that begin with the path, and a count of how many were made.
  private final class Library: Application {
    let size: Int
    private let made = Mutex(0)
    private let isLate: Bool

    init(size: Int = 83_000, isLate: Bool = false) { (self.size, self.isLate) = (size, isLate) }

    /// Bytes of all the answers that were made.
    var bytes: Int { made.withLock { $0 } * size }

    func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
      made.withLock { $0 += 1 }
      var body = Array("<\(request.path)>".utf8)
      body += [UInt8](repeating: 0x62, count: size - body.count)
      let response = HTTPResponse(200, body: body)
      guard isLate else { return .respond(response) }
      connection.post { $0.respond(response) }
      return .later
    }
  }

  /// What stands in angle brackets, of a stream in pieces.
  private struct Names {
    private(set) var all: [String] = []
    private var open: [UInt8]?

    mutating func take(_ bytes: [UInt8]) {
      var rest = bytes[...]
      while let end = position(of: open == nil ? "<" : ">", in: rest) {
        if let begun = open { all.append(String(decoding: begun + rest[..<end], as: UTF8.self)) }
        open = open == nil ? [] : nil
        rest = rest[(end + 1)...]
      }
      open? += rest
    }

    private func position(of letter: Character, in bytes: ArraySlice<UInt8>) -> Int? {
      bytes.withUnsafeBytes { bytes -> Int? in
        guard let base = bytes.baseAddress else { return nil }
        return memchr(base, Int32(letter.asciiValue ?? 0), bytes.count).map { base.distance(to: UnsafeRawPointer($0)) }
      }.map { bytes.startIndex + $0 }
    }
  }

  // As many as one read holds, and several reads of them.
  @Test(arguments: [(370, 83_000, false), (370, 83_000, true), (1_500, 20_000, false)])
  func `answers are made as they are read, and all come in order`(requests: Int, size: Int, isLate: Bool) async throws {
    let library = Library(size: size, isLate: isLate)
    let server = try TestServer(library, loops: 1) { $0.limits = ConnectionLimits() }
    let peer = try Peer(server.address, receiveBuffer: 65_536)
    let ahead = (0..<requests).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined()
    async let sent: Void = peer.send(ahead)
    var (read, names) = (0, Names())
    while names.all.count < requests {
      let more = try await peer.receive()
      try #require(!more.isEmpty, "the server ended after \(names.all.count) answers")
      read += more.count
      // The kernel takes at most some 4 MB of what nobody reads; with us waits hardly more than one answer.
      #expect(library.bytes - read < 8 << 20)
      names.take(more)
    }
    try await sent
    #expect(names.all == (0..<requests).map { "/\($0)" })
    await server.stop()
  }

  @Test func `a reader who ended their side still gets every answer`() async throws {
    let server = try TestServer(Library(), loops: 1) { $0.limits = ConnectionLimits() }
    let peer = try Peer(server.address, receiveBuffer: 65_536)
    try await peer.send((0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
    peer.endWriting()
    let answers = try await peer.receiveAll()
    #expect(answers.split(separator: "HTTP/1.1 200").count == 100)
    await server.stop()
  }
}
