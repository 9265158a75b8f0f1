import CLinux
import EventLoops
import Glibc

/// A stream socket that does not block; closes when its owner lets go.
package struct Socket: ~Copyable, Sendable {
  /// What came of reading.
  package enum ReadOutcome: Equatable {
    case bytes(Int)
    case nothingYet
    /// The peer will send no more.
    case end
    case failed(Int32)
  }

  /// What came of writing.
  package enum WriteOutcome: Equatable {
    /// This many bytes are the kernel's now; fewer than given means there is no more room.
    case wrote(Int)
    case failed(Int32)
  }

  private let owned: FileDescriptor

  /// Takes over a connected, non-blocking socket.
  package init(owning descriptor: Int32) {
    owned = FileDescriptor(owning: descriptor)
    // Frames of one turn leave in one write already; holding them back for more would only delay them.
    set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
  }

  init(_ owned: consuming FileDescriptor) { self.owned = owned }

  /// The kernel's number, for the loop to watch.
  package var descriptor: Int32 { owned.number }

  /// Reads what there is, at most `buffer.count` bytes.
  package func read(into buffer: UnsafeMutableRawBufferPointer) -> ReadOutcome {
    while true {
      let count = recv(owned.number, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .nothingYet
      case let code: return .failed(code)
      }
    }
  }

  /// Writes as much as there is room for.
  package func write(_ bytes: UnsafeRawBufferPointer) -> WriteOutcome {
    while true {
      let count = send(owned.number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      if count >= 0 { return .wrote(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wrote(0)
      case let code: return .failed(code)
      }
    }
  }

  /// Says that no more will be sent; the peer reads an end after what is under way.
  package func endWriting() { _ = shutdown(owned.number, Int32(SHUT_WR)) }

  /// Makes the coming close a reset, which forgets what is under way.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(owned.number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  func set(_ level: Int32, _ name: Int32, _ value: Int32) {
    var value = value
    // A socket that refuses an option (a Unix socketpair has no TCP_NODELAY) works without it.
    _ = setsockopt(owned.number, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
