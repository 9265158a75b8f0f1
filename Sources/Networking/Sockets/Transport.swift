package import EventLoops
package import Primitives
package import TLSProtocol

/// How bytes reach the peer, the socket itself or TLS over it, with the same verbs for both.
package struct Transport: ~Copyable {
  /// What came of reading; the bytes lie in the buffer that was lent.
  package enum ReadOutcome {
    case bytes(UnsafeMutableRawBufferPointer)
    case nothingYet
    case end
    case failed
    /// HTTP came where TLS was expected: `endSecrecy`, and it can be answered.
    case plainHTTP
  }

  private let socket: Socket
  /// Whether the last read left something, as far as it could know.
  private(set) var hasMore = false
  private var tls: TLSLink?

  /// Plain text over a connected socket.
  package init(_ socket: consuming Socket) { self.socket = socket }

  /// From here on everything is encrypted; false when OpenSSL has no memory.
  mutating func secure(with context: TLSContext) -> Bool {
    tls = try? TLSLink(context)
    return tls != nil
  }

  /// The same on a client's side, whose first words wait to be written then.
  package mutating func secure(with context: TLSContext, to serverName: String) -> Bool {
    tls = try? TLSLink(context, to: serverName)
    return tls != nil
  }

  /// The peer speaks no TLS: what follows goes out as it is.
  mutating func endSecrecy() { tls = nil }

  /// The kernel's number, for the loop to watch.
  package var descriptor: Int32 { socket.descriptor }
  var isSecure: Bool { tls != nil }
  /// Whether the peer may be spoken to: TLS must have shaken hands.
  var isEstablished: Bool { tls?.session.isEstablished ?? true }
  /// Bytes that are encrypted and wait for room.
  var waiting: Int { tls?.outgoing.count ?? 0 }

  /// Whether more could be written if there were room: plain bytes only once TLS has shaken hands.
  package func wantsRoom(for outgoing: borrowing ByteQueue) -> Bool {
    waiting > 0 || isEstablished && !outgoing.isEmpty
  }

  /// Reads at most `budget` bytes of the socket; `buffer` has room for several times that.
  package mutating func read(_ budget: Int, into buffer: UnsafeMutableRawBufferPointer) -> ReadOutcome {
    let first = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(budget, buffer.count / 4)])
    hasMore = false
    switch socket.read(into: first) {
    case .bytes(let count):
      hasMore = count == first.count
      let read = UnsafeMutableRawBufferPointer(rebasing: first[..<count])
      guard let tls else { return .bytes(read) }
      let outcome = tls.decrypt(read, into: UnsafeMutableRawBufferPointer(rebasing: buffer[first.count...]))
      // The alert that says why; nothing else will be written.
      if case .failed = outcome { _ = drain(&tls.outgoing) }
      return outcome
    case .nothingYet: return .nothingYet
    case .end: return .end
    case .failed: return .failed
    }
  }

  /// Writes what there is room for, and takes it out of the queue; nil when the socket is broken, else how much was taken.
  package func write(_ outgoing: inout ByteQueue, on loop: EventLoop) -> Int? {
    guard let tls else { return drain(&outgoing) }
    loop.lendRoom(to: &tls.outgoing)
    defer { loop.takeRoom(from: &tls.outgoing) }
    guard tls.encrypt(&outgoing) else { return nil }
    return drain(&tls.outgoing)
  }

  /// Says that no more will be sent.
  func endWriting() {
    if let tls {
      tls.session.close(into: &tls.outgoing)
      // One record of two bytes: without room for it the peer takes the end of the stream for the same.
      _ = drain(&tls.outgoing)
    }
    socket.endWriting()
  }

  /// Makes the coming close a reset, which forgets what is under way.
  package func resetOnClose() { socket.resetOnClose() }

  private func drain(_ queue: inout ByteQueue) -> Int? {
    guard !queue.isEmpty else { return 0 }
    switch queue.withUnsafeBytes({ socket.write($0) }) {
    case .wrote(let count):
      queue.removeFirst(count)
      return count
    case .failed: return nil
    }
  }
}
