import CLinux
package import EventLoops
import Glibc

extension Socket {
  /// Begins to connect: writable once it has, hung up when it can't.
  package static func connecting(to address: SocketAddress) throws(SystemError) -> Socket {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let number = socket(address.family, type, 0)
    let descriptor = try FileDescriptor(number, from: "socket")
    let result = address.withKernelForm { connect(number, $0, $1) }
    guard result == 0 || errno == EINPROGRESS else {
      throw SystemError(operation: "connect", subject: address.description)
    }
    return Socket(descriptor)
  }
}
