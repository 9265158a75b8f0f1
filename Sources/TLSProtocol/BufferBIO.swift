import COpenSSL
import Primitives

/// What OpenSSL reads from and writes to during one call: the caller's own buffers, lent for that call.
struct LentBuffers {
  /// Ciphertext that arrived and was not yet read.
  var incoming: UnsafeRawBufferPointer
  /// Where ciphertext to send goes.
  var outgoing: UnsafeMutablePointer<ByteQueue>
}

/// A BIO without memory of its own; between calls it has no buffers and asks to be tried again.
enum BufferBIO {
  static func make() throws(TLSError) -> OpaquePointer {
    guard let method, let bio = BIO_new(method) else { throw .openSSL(TLSError.takeReason()) }
    BIO_set_init(bio, 1)
    return bio
  }

  // OpenSSL reads the table of functions and never writes to it.
  private nonisolated(unsafe) static let method: OpaquePointer? = {
    let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "lent buffers")
    BIO_meth_set_read(method, read)
    BIO_meth_set_write(method, write)
    BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
    return method
  }()

  private static let read: @convention(c) (OpaquePointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32 = {
    bio, target, size in
    BIO_clear_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_IO_SPECIAL | BIO_FLAGS_SHOULD_RETRY)
    guard let lent = lent(bio), let target, !lent.pointee.incoming.isEmpty else {
      BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
      return -1
    }
    let incoming = lent.pointee.incoming
    let count = min(Int(size), incoming.count)
    UnsafeMutableRawBufferPointer(start: target, count: count).copyMemory(from: .init(rebasing: incoming[..<count]))
    lent.pointee.incoming = UnsafeRawBufferPointer(rebasing: incoming[count...])
    return Int32(count)
  }

  private static let write: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
    bio, source, size in
    guard let lent = lent(bio), let source else { return -1 }
    let bytes = UnsafeRawBufferPointer(start: source, count: Int(size)).assumingMemoryBound(to: UInt8.self)
    lent.pointee.outgoing.pointee.append(bytes.span)
    return size
  }

  private static func lent(_ bio: OpaquePointer?) -> UnsafeMutablePointer<LentBuffers>? {
    BIO_get_data(bio)?.assumingMemoryBound(to: LentBuffers.self)
  }
}
