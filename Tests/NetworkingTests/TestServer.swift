import EventLoops
import HTTPProtocol
import Networking
import Primitives
import Synchronization
import Testing
import WebSocketProtocol

/// A server on a free port of 127.0.0.1.
final class TestServer: Sendable {
  let server: NetworkServer
  let listener: Listener
  let notices: Notices

  var address: SocketAddress { listener.address }

  init(_ application: any Application, loops: Int = 2, change: (inout ListenerOptions) -> Void = { _ in }) throws {
    let notices = Notices()
    self.notices = notices
    server = NetworkServer(loops: try (0..<loops).map { try EventLoop(label: "test.\($0)") }, observer: notices)
    var options = ListenerOptions(address: try #require(SocketAddress("127.0.0.1:0")))
    options.limits = Echo.connectionLimits
    // A machine under load may take long over a request of single bytes: deadlines have tests of their own.
    options.limits.http.headWithin = .seconds(120)
    change(&options)
    listener = try server.listen(options, application: application)
  }

  func stop(_ code: CloseCode = .goingAway, patience: Milliseconds = .milliseconds(50)) async {
    await server.stop(code, reason: "the test is over", patience: patience)
  }
}

/// Remembers what a server told its operator.
final class Notices: NetworkObserver {
  private let texts = Mutex<[String]>([])

  var all: [String] { texts.withLock { $0 } }
  func noticed(_ notice: NetworkNotice) { texts.withLock { $0.append("\(notice)") } }
}

/// Answers by path, in the ways a test needs.
struct TestApplication: Application {
  /// Called for `/later` with the connection to answer.
  var later: @Sendable (Connection) -> Void = { _ in }
  var upgrade: @Sendable () -> WebSocketUpgrade? = { nil }
  var stream: @Sendable () -> EventStreamOpening? = { nil }

  func received(_ request: HTTPRequest, on connection: isolated Connection) -> HTTPReply {
    switch request.path {
    case "/later":
      later(connection)
      return .later
    case "/big": return .respond(HTTPResponse(200, body: [UInt8](repeating: 0x62, count: 4 << 20)))
    case "/who": return .respond(HTTPResponse(200, text: "\(connection.address) \(connection.isSecure)"))
    case "/ws": return upgrade().map { .upgrade($0) } ?? .respond(HTTPResponse(404, text: "none"))
    case "/sse": return stream().map { .stream($0) } ?? .respond(HTTPResponse(404, text: "none"))
    default:
      return .respond(HTTPResponse(200, text: "<\(request.path)\(String(decoding: request.body, as: UTF8.self))>"))
    }
  }
}
