import Networking
import Primitives
import TLSProtocol

/// A TLS client on a plain blocking socket.
final class TLSPeer {
  private let peer: Peer
  private var session: TLSSession
  private var outgoing = ByteQueue()

  init(_ address: SocketAddress, _ context: TLSContext) async throws {
    peer = try Peer(address)
    session = try TLSSession(context, serverName: "localhost")
    _ = decrypted([])
    while !session.isEstablished {
      try await flush()
      _ = decrypted(try await peer.receive())
    }
    try await flush()
  }

  func send(_ text: String) async throws {
    var plaintext = ByteQueue()
    plaintext.append(utf8: text)
    try session.send(&plaintext, into: &outgoing)
    try await flush()
  }

  /// What comes next.
  func receive() async throws -> [UInt8] {
    while true {
      let bytes = try await peer.receive()
      let plaintext = decrypted(bytes)
      if bytes.isEmpty || !plaintext.isEmpty { return plaintext }
    }
  }

  /// Everything until the server ends.
  func receiveAll() async throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let more = try await peer.receive()
      if more.isEmpty { return all }
      all += decrypted(more)
    }
  }

  private func flush() async throws {
    let bytes = outgoing.withSpan { Array(copying: $0) }
    outgoing = ByteQueue()
    try await peer.send(bytes)
  }

  private func decrypted(_ bytes: [UInt8]) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    var span = buffer.mutableSpan
    var position = 0
    var plaintext: [UInt8] = []
    while let event = session.next(in: bytes.span, from: &position, plaintext: &span, answering: &outgoing) {
      if case .plaintext(let count) = event { plaintext.append(copying: span.span.extracting(first: count)) }
    }
    return plaintext
  }
}
