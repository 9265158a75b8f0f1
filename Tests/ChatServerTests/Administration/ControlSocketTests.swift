import ChatServer
import ChatTesting
import Glibc
import Primitives
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ControlSocketTests {
  private let folder = TemporaryFolder()

  private func socket(_ answer: @escaping ControlSocket.Answer) throws -> ControlSocket {
    try ControlSocket(path: "\(folder.path)/control.sock", answer: answer)
  }

  @Test func `one request after the other is answered`() throws {
    let asked = Mutex<[String]>([])
    let socket = try socket { command in
      let orders = command as? ImportOrders
      asked.withLock { $0.append(orders?.file ?? "") }
      return ControlReply(output: orders?.csv ?? "", exit: 7)
    }
    for number in 0..<3 {
      let text = String(repeating: "\(number) ü\n", count: 100_000)
      let reply = try #require(
        ControlClient.ask(ImportOrders(file: "\(number).csv", csv: text), dataFolder: folder.path))
      #expect(reply.output == text)
      #expect(reply.exit == 7)
    }
    #expect(asked.withLock { $0 } == ["0.csv", "1.csv", "2.csv"])
    socket.stop()
  }

  @Test func `with no server there is nobody to ask`() throws {
    #expect(ControlClient.ask(ListAgents(), dataFolder: folder.path) == nil)
    let socket = try socket { _ in ControlReply() }
    socket.stop()
    #expect(ControlClient.ask(ListAgents(), dataFolder: folder.path) == nil)
    #expect(TestFile.names(in: folder.path).isEmpty)
  }

  @Test func `a socket left by a process that died is no obstacle`() throws {
    TestFile.write("\(folder.path)/control.sock", "left over")
    let socket = try socket { _ in ControlReply(output: "here") }
    #expect(ControlClient.ask(ListAgents(), dataFolder: folder.path)?.output == "here")
    socket.stop()
  }

  @Test func `a folder too deep for a socket is refused by its path`() {
    let path = "/tmp/" + String(repeating: "deep/", count: 30) + "control.sock"
    let error = #expect(throws: (any Error).self) { try ControlSocket(path: path) { _ in ControlReply() } }
    #expect(error.map { "\($0)" }?.contains(path) == true)
  }

  @Test func `a client that says nothing and one that does not listen stop nobody`() throws {
    let socket = try ControlSocket(path: "\(folder.path)/control.sock", patience: .milliseconds(300)) { _ in
      ControlReply(output: "here")
    }
    let silent = (0..<4).map { _ in Self.connected(to: "\(folder.path)/control.sock") }
    defer { for descriptor in silent { close(descriptor) } }
    #expect(ControlClient.ask(ListAgents(), dataFolder: folder.path)?.output == "here")
    // It is let go when its time is over.
    var byte: UInt8 = 0
    #expect(silent.allSatisfy { read($0, &byte, 1) == 0 })
    socket.stop()
  }

  private static func connected(to path: String) -> Int32 {
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    _ = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return descriptor
  }
}
