import EventLoops
import Networking
import ServerTesting

/// The other end of a connection, for tests that may not block.
final class Peer: Sendable {
  private let socket: BlockingSocket
  // The system calls block, and the tests' few threads must not.
  private let reading = BlockingQueue(label: "peer.reading")
  private let writing = BlockingQueue(label: "peer.writing")

  init(_ address: SocketAddress, receiveBuffer: Int32? = nil) throws {
    socket = try BlockingSocket(port: address.port, receiveBuffer: receiveBuffer)
  }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async throws { try await writing.result(of: { [socket] in try socket.send(bytes) }) }

  /// What there is, at least one byte; empty when the server has ended.
  func receive() async throws -> [UInt8] { try await reading.result(of: { [socket] in try socket.receive() }) }

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

  func endWriting() { socket.endWriting() }

  func resetOnClose() { socket.resetOnClose() }
}

extension BlockingQueue {
  func result<Result: Sendable>(of work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      run { continuation.resume(with: Swift.Result { try work() }) }
    }
  }
}
