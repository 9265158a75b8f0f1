import Primitives
import TLSProtocol

/// The TLS half of a transport; an object, so that a plain connection has no room set aside for it.
final class TLSLink {
  var session: TLSSession
  /// Encrypted and not yet the kernel's.
  var outgoing = ByteQueue()

  init(_ context: TLSContext) throws(TLSError) { session = try TLSSession(context) }

  /// A client speaks first.
  init(_ context: TLSContext, to serverName: String) throws(TLSError) {
    session = try TLSSession(context, serverName: serverName)
    var position = 0
    var nothing = MutableSpan<UInt8>()
    _ = session.next(in: Span(), from: &position, plaintext: &nothing, answering: &outgoing)
  }

  /// Turns what was read into plaintext, one record behind the other.
  func decrypt(
    _ ciphertext: UnsafeMutableRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer
  ) -> Transport.ReadOutcome {
    let bytes = Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(ciphertext))
    var (position, filled) = (0, 0)
    var last: TLSEvent?
    repeat {
      var room = MutableSpan<UInt8>(_unsafeBytes: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      last = session.next(in: bytes, from: &position, plaintext: &room, answering: &outgoing)
      if case .plaintext(let count) = last { filled += count }
    } while last?.isPlaintext == true && filled < buffer.count
    // An end that comes with words before it shows again, as the end of the socket.
    guard filled == 0 else { return .bytes(UnsafeMutableRawBufferPointer(rebasing: buffer[..<filled])) }
    switch last {
    case .closed: return .end
    case .failed(.plainHTTP): return .plainHTTP
    case .failed: return .failed
    case .plaintext, nil: return .nothingYet
    }
  }

  /// Encrypts all that waits; false when OpenSSL can't.
  func encrypt(_ plaintext: inout ByteQueue) -> Bool {
    do throws(TLSError) {
      try session.send(&plaintext, into: &outgoing)
      return true
    } catch {
      return false
    }
  }
}

extension TLSEvent {
  fileprivate var isPlaintext: Bool {
    switch self {
    case .plaintext: true
    case .closed, .failed: false
    }
  }
}
