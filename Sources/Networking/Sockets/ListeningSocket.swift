import CLinux
import EventLoops
import Glibc

/// A socket that waits for connections, and a descriptor kept for the day when none is left.
struct ListeningSocket: ~Copyable, Sendable {
  enum AcceptOutcome {
    case accepted(Int32, IPAddress)
    case nobody
    /// The process or the system has no descriptor or memory for one more.
    case exhausted(SystemError)
  }

  private let owned: FileDescriptor
  private let subject: String
  private var spare: FileDescriptor?

  init(_ address: SocketAddress) throws(SystemError) {
    self.init(try Self.listen(on: address), subject: address.description)
  }

  private init(_ owned: consuming FileDescriptor, subject: String) {
    self.owned = owned
    self.subject = subject
    spare = Self.spareDescriptor()
  }

  private static func listen(on address: SocketAddress) throws(SystemError) -> FileDescriptor {
    let subject = address.description
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let socket = try FileDescriptor(Glibc.socket(address.family, type, 0), from: "socket", subject: subject)
    // Without it a restarted server finds its port taken by the connections of the one before.
    var one: Int32 = 1
    setsockopt(socket.number, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    guard address.withKernelForm({ bind(socket.number, $0, $1) }) == 0 else {
      throw SystemError(operation: "bind", subject: subject)
    }
    guard Glibc.listen(socket.number, 4_096) == 0 else { throw SystemError(operation: "listen", subject: subject) }
    return socket
  }

  var descriptor: Int32 { owned.number }

  func boundAddress() throws(SystemError) -> SocketAddress {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(owned.number, $0, &length) }
    }
    guard result == 0, let address = SocketAddress(storage) else {
      throw SystemError(operation: "getsockname", subject: subject)
    }
    return address
  }

  func accept() -> AcceptOutcome {
    var storage = sockaddr_storage()
    var length: socklen_t = 0
    while true {
      let descriptor = cl_accept(owned.number, &storage, &length)
      if descriptor >= 0 {
        guard let peer = IPAddress(storage) else {
          close(descriptor)
          continue
        }
        return .accepted(descriptor, peer)
      }
      switch errno {
      case EAGAIN: return .nobody
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted(SystemError(operation: "accept", subject: subject))
      // The connection died while it waited (ECONNABORTED and whatever its network reported): the next, please.
      default: continue
      }
    }
  }

  /// Lets the connection that waits longest know, by closing it: without the spare descriptor it could not even be accepted.
  mutating func turnAwayOne() {
    spare = nil
    var storage = sockaddr_storage()
    var length: socklen_t = 0
    let descriptor = cl_accept(owned.number, &storage, &length)
    if descriptor >= 0 { close(descriptor) }
    spare = Self.spareDescriptor()
  }

  private static func spareDescriptor() -> FileDescriptor? {
    let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
    return number >= 0 ? FileDescriptor(owning: number) : nil
  }
}
