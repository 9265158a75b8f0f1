import EventLoops
import Glibc
import HTTPProtocol
import Networking
import Primitives
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)))
struct HTTPConnectionTests {
  @Test func `a request is answered, and the connection stays for the next`() async throws {
    let server = try TestServer(TestApplication())
    let peer = try Peer(server.address)
    for path in ["/one", "/two"] {
      try await peer.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      let answer = try await peer.receive(until: "<\(path)>")
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
    await server.stop()
  }

  @Test func `requests sent ahead are answered in their order`() async throws {
    let server = try TestServer(TestApplication())
    let peer = try Peer(server.address)
    let paths = (0..<50).map { "/\($0)" }
    try await peer.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
    let answers = try await peer.receive(until: "<", times: 50)
    let order = answers.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" }) }
    #expect(order == paths)
    await server.stop()
  }

  @Test func `a request that comes byte by byte is answered`() async throws {
    let server = try TestServer(TestApplication())
    let peer = try Peer(server.address)
    for byte in "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc".utf8 { try await peer.send([byte]) }
    #expect(try await peer.receive(until: "<").contains("</slowabc>"))
    await server.stop()
  }

  @Test func `a client that sends no more still gets its answer`() async throws {
    let server = try TestServer(TestApplication())
    let peer = try Peer(server.address)
    try await peer.send("GET /half HTTP/1.1\r\nHost: x\r\n\r\n")
    peer.endWriting()
    #expect(try await peer.receiveAll().hasSuffix("</half>"))
    await server.stop()
  }

  @Test func `a client that sends no more gets even a late answer, and a big one`() async throws {
    let server = try TestServer(
      TestApplication(later: { connection in
        connection.post { $0.respond(HTTPResponse(200, body: [UInt8](repeating: 0x62, count: 8 << 20))) }
      }))
    let peer = try Peer(server.address)
    try await peer.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
    peer.endWriting()
    let answer = try await peer.receiveAll()
    #expect(answer.utf8.count > 8 << 20)
    #expect(answer.hasSuffix("bbb"))
    await server.stop()
  }

  @Test func `the next request waits for an answer that comes later`() async throws {
    let waiting = Mutex<Connection?>(nil)
    let (asked, told) = AsyncStream<Void>.makeStream()
    let server = try TestServer(
      TestApplication(later: { connection in
        waiting.withLock { $0 = connection }
        told.yield()
      }))
    let peer = try Peer(server.address)
    try await peer.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\nGET /after HTTP/1.1\r\nHost: x\r\n\r\n")
    var iterator = asked.makeAsyncIterator()
    await iterator.next()
    waiting.withLock { $0.take() }?.post { $0.respond(HTTPResponse(200, text: "late")) }
    let answers = try await peer.receive(until: "</after>")
    #expect(answers.contains("late"))
    #expect(answers.firstRange(of: "late").map { $0.upperBound < answers.endIndex } == true)
    await server.stop()
  }

  @Test func `an answer that never comes becomes a 503`() async throws {
    let server = try TestServer(TestApplication()) { $0.limits.answer = .milliseconds(30) }
    let peer = try Peer(server.address)
    try await peer.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try await peer.receiveAll().hasPrefix("HTTP/1.1 503"))
    await server.stop()
  }

  @Test func `a request that breaks the grammar is refused, and the connection ends`() async throws {
    let server = try TestServer(TestApplication())
    let peer = try Peer(server.address)
    try await peer.send("GET / HTTP/1.1\r\nHost : x\r\n\r\n" + String(repeating: "x", count: 100_000))
    #expect(try await peer.receiveAll().hasPrefix("HTTP/1.1 400"))
    #expect(server.notices.all.count == 1)
    await server.stop()
  }

  @Test func `a head that does not come in time is refused`() async throws {
    let server = try TestServer(TestApplication()) { $0.limits.http.headWithin = .milliseconds(30) }
    let peer = try Peer(server.address)
    try await peer.send("GET / HTTP/1.1\r\n")
    #expect(try await peer.receiveAll().hasPrefix("HTTP/1.1 408"))
    await server.stop()
  }

  @Test func `a body that does not come in time is refused, and nobody else waits for it`() async throws {
    let server = try TestServer(TestApplication(), loops: 1) { $0.limits.http.bodyWithin = .milliseconds(30) }
    let slow = try Peer(server.address)
    try await slow.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")
    let other = try Peer(server.address)
    try await other.send("GET /other HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try await other.receive(until: "</other>").contains("200 OK"))
    #expect(try await slow.receiveAll().hasPrefix("HTTP/1.1 408"))
    await server.stop()
  }

  @Test func `two hundred heads that never end are all let go`() async throws {
    let server = try TestServer(TestApplication(), loops: 1) { $0.limits.http.headWithin = .milliseconds(200) }
    let slow = try (0..<200).map { _ in try Peer(server.address) }
    for peer in slow { try await peer.send("GET / HTTP/1.1\r\nX-a: ") }
    let other = try Peer(server.address)
    try await other.send("GET /other HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try await other.receive(until: "</other>").contains("200 OK"))
    for peer in slow { #expect(try await peer.receiveAll().hasPrefix("HTTP/1.1 408")) }
    await server.stop()
  }

  @Test func `a silent connection is let go`() async throws {
    let server = try TestServer(TestApplication()) { options in
      options.limits.http.idleWithin = .milliseconds(30)
      options.limits.http.headWithin = .milliseconds(30)
    }
    let peer = try Peer(server.address)
    _ = try await peer.receiveAll()
    await server.stop()
  }

  @Test func `who asks for big answers and reads none is cut off when its time is over`() async throws {
    let server = try TestServer(TestApplication()) { $0.limits.writeStall = .milliseconds(50) }
    let peer = try Peer(server.address, receiveBuffer: 4_096)
    try await peer.send(String(repeating: "GET /big HTTP/1.1\r\nHost: x\r\n\r\n", count: 4))
    while server.notices.all.isEmpty || server.server.connectionCount > 0 {
      try Task.checkCancellation()
      await Task.yield()
    }
    #expect(server.notices.all.first?.hasPrefix("slowReader") == true)
    withExtendedLifetime(peer) {}
    await server.stop()
  }

  @Test func `who reads a little now and then is cut off when it owes too much`() async throws {
    let server = try TestServer(TestApplication()) { options in
      options.limits.writeStall = .milliseconds(500)
      options.limits.leastTaken = .max
    }
    let peer = try Peer(server.address, receiveBuffer: 65_536)
    try await peer.send(String(repeating: "GET /big HTTP/1.1\r\nHost: x\r\n\r\n", count: 8))
    var read = 0
    do {
      while read < 32 << 20 {
        let more = try await peer.receive().count
        if more == 0 { break }
        read += more
        try await Task.sleep(for: .milliseconds(20))
      }
    } catch is SystemError { /* A reset, which is how it is cut off. */  }
    #expect(read < 32 << 20)
    #expect(server.notices.all.first?.hasPrefix("slowReader") == true)
    await server.stop()
  }

  @Test func `the visitor behind a trusted proxy is the one it names`() async throws {
    let proxy = try #require(AddressRange("127.0.0.0/8"))
    let server = try TestServer(TestApplication()) { $0.trustedProxies = [proxy] }
    let peer = try Peer(server.address)
    try await peer.send(
      "GET /who HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6, 192.0.2.7, 127.0.0.9\r\nX-Forwarded-Proto: https\r\n\r\n"
    )
    #expect(try await peer.receive(until: "192.0.2.7 true").contains("192.0.2.7 true"))
    await server.stop()
  }

  @Test func `anybody else's word about its address is not taken`() async throws {
    let server = try TestServer(TestApplication())
    let peer = try Peer(server.address)
    try await peer.send("GET /who HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n\r\n")
    #expect(try await peer.receive(until: "127.0.0.1 false").contains("127.0.0.1 false"))
    await server.stop()
  }

  @Test func `one address gets so many connections and no more`() async throws {
    let server = try TestServer(TestApplication()) { $0.limits.connectionsPerAddress = 2 }
    let peers = try (0..<2).map { _ in try Peer(server.address) }
    for peer in peers {
      try await peer.send("GET /in HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try await peer.receive(until: "</in>").contains("200"))
    }
    let oneTooMany = try Peer(server.address)
    #expect(try await oneTooMany.receive().isEmpty)
    await server.stop()
  }
}
