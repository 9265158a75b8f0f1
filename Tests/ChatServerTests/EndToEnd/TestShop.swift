import ChatDomain
import ChatServer
import ChatTesting
import EventLoops
import HTTPProtocol
import Logging
import Primitives
import Secrets
import ServerTesting
import Storage
import Synchronization
import Testing
import TranscriptFormat

/// A whole chat server on a free port of 127.0.0.1, with a shop and two people at the desk.
final class TestShop: Sendable {
  static let origin = "https://shop.example"
  static let password = "correct horse"

  let data: String
  let host: String
  let port: UInt16
  private let server: ChatServer
  private let folder: TemporaryFolder
  private let pages: TestPublic
  private let open = Mutex<[BlockingSocket]>([])

  /// Starts on a new folder, or on a copy of another shop's after that has stopped.
  init(copying other: TestShop? = nil, change: (inout ServerConfiguration) -> Void = { _ in }) throws {
    let (folder, pages) = (TemporaryFolder(), TestPublic())
    let data = "\(folder.path)/data"
    if let other { TestFile.copy(other.data, to: data) } else { try Self.make(data) }
    var configuration = try ServerConfiguration(
      arguments: ["data": data, "listen": "127.0.0.1:0", "public": pages.path, "loops": "2"], environment: [:],
      file: nil)
    change(&configuration)
    server = try ChatServer(configuration, log: Logger(label: "test") { JSONLogHandler(label: $0, level: .error) })
    (self.folder, self.pages, self.data, host) = (folder, pages, data, server.listen)
    port = try #require(server.listen.split(separator: ":").last.flatMap { UInt16($0) })
  }

  /// Stops; the pages that a test left open would have the server wait for them.
  func stop() async {
    for socket in open.withLock({ $0 }) { socket.shutDown() }
    await server.stop()
  }

  /// Stops as a signal does it, with every page still there.
  func stopGently() async { await server.stop() }

  /// A connection that ends with the shop.
  func connect() throws -> BlockingSocket {
    let socket = try BlockingSocket(port: port)
    open.withLock { $0.append(socket) }
    return socket
  }

  /// How often the journal's files hold this text.
  func journalHolds(_ text: String) -> Int {
    let folder = "\(data)/journal"
    return TestFile.names(in: folder).map { TestFile.count(text, in: "\(folder)/\($0)") }.reduce(0, +)
  }

  /// A visitor's page; the same number is the same browser.
  func visitor(_ number: UInt8 = 1, site: String = "harbour", origin: String? = TestShop.origin) throws -> ChatPeer {
    try ChatPeer(self, "/ws/visitor?site=\(site)", origin: origin)
  }

  /// A visitor's page after its hello and welcome.
  func greeted(_ number: UInt8 = 1, resume: String = "") throws -> ChatPeer {
    let page = try visitor(number)
    try page.say(Say.hello(number, resume: resume))
    return page
  }

  /// A console that is signed in and on the bell, after its welcome.
  func console(_ name: String = "anna") throws -> ChatPeer {
    let console = try ChatPeer(self, "/ws/agent", origin: "http://\(host)", cookie: try cookie(name))
    try console.say(#"{"type":"hello","v":1,"bell":true,"resume":[]}"#)
    _ = try console.notice("welcome")
    return console
  }

  /// The cookie that signing in by password gives.
  func cookie(_ name: String, password: String = TestShop.password) throws -> String {
    let answer = try ask("POST", "/api/v1/session", #"{"name":"\#(name)","password":"\#(password)"}"#)
    let cookie = try #require(answer.head.headers["Set-Cookie"])
    return String(cookie.prefix { $0 != ";" })
  }

  /// One request on a connection of its own.
  func ask(
    _ method: String, _ path: String, _ body: String = "", headers: [(String, String)] = []
  ) throws -> (head: HTTPResponseHead, body: [UInt8]) {
    let socket = try connect()
    let more = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
    try socket.send(
      Array(
        "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)"
          .utf8))
    var all: [UInt8] = []
    while true {
      let more = try socket.receive()
      if more.isEmpty { break }
      all += more
    }
    let (head, size) = try #require(try HTTPResponseHead.read(all))
    return (head, Array(all[size...]))
  }

  // Once: hashing takes a while, by design.
  private static let hash = Password.hash(password)

  private static func make(_ data: String) throws {
    let folder = try DataFolder.open(data)
    // The cheapest hash there is: these tests are not about scrypt.
    for name in ["anna", "tom"] {
      let id = try #require(AgentID(name))
      try folder.team.add(AgentFile(id: id, name: name, role: .agent, password: hash))
    }
    let site = SiteFile(
      id: try #require(SiteID("harbour")), name: "Harbour", origins: [try SiteOrigin(origin)], secret: "s3cret")
    try folder.sites.add(site)
  }
}

/// The commands as a page writes them.
enum Say {
  static func hello(_ number: UInt8, resume: String = "") -> String {
    let secret = Base64.url.encoded([UInt8](repeating: number, count: 32))
    let more = resume.isEmpty ? "" : #","resume":\#(resume)"#
    return """
      {"type":"hello","v":1,"secret":"\(secret)","page":{"url":"https://shop.example/a","title":"A"},\
      "referrer":"","lang":"en","tz":"UTC"\(more)}
      """
  }

  static func words(_ mid: MessageID, _ text: String, in talk: String? = nil) -> String {
    let place = talk.map { #","c":"\#($0)""# } ?? ""
    return #"{"type":"say"\#(place),"mid":"\#(mid)","text":"\#(text)"}"#
  }

  static func about(_ type: String, _ talk: String, _ more: String = "") -> String {
    #"{"type":"\#(type)","c":"\#(talk)"\#(more)}"#
  }
}

extension MessageID {
  /// A name for a test's message: ordered by the number.
  static func test(_ number: UInt16) -> MessageID { MessageID(at: Clock.now(), random: (UInt64(number), number)) }
}
