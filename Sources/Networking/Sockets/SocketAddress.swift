import Glibc

/// An address and a port to listen on or to connect to.
package struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address.
  package var host: IPAddress
  /// The port; 0 asks the system for a free one.
  package var port: UInt16

  /// Puts the two side by side.
  package init(host: IPAddress, port: UInt16) { (self.host, self.port) = (host, port) }

  /// Reads `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; nil for anything else.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    let name = text[..<colon]
    // An IPv6 address stands in brackets here, or its last group would read as the port.
    guard !name.contains(":") || name.hasPrefix("["), let host = IPAddress(name == "localhost" ? "127.0.0.1" : name)
    else { return nil }
    self.init(host: host, port: port)
  }

  init?(_ storage: sockaddr_storage) {
    guard let host = IPAddress(storage) else { return nil }
    switch Int32(storage.ss_family) {
    case AF_INET: self.init(host: host, port: UInt16(bigEndian: storage.viewed(as: sockaddr_in.self).sin_port))
    default: self.init(host: host, port: UInt16(bigEndian: storage.viewed(as: sockaddr_in6.self).sin6_port))
    }
  }

  /// `127.0.0.1:8080` or `[::1]:8080`.
  package var description: String { host.isIPv4 ? "\(host):\(port)" : "[\(host)]:\(port)" }

  var family: Int32 { host.isIPv4 ? AF_INET : AF_INET6 }

  /// Lends the address in the kernel's shape.
  func withKernelForm<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    if host.isIPv4 {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr = host.four
      return lend(address, to: body)
    }
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = host.six
    return lend(address, to: body)
  }

  private func lend<Form, Result>(_ form: Form, to body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: form) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Form>.size)) }
    }
  }
}

extension sockaddr_storage {
  /// The storage read as the family's own shape, which is never larger.
  func viewed<Form>(as form: Form.Type) -> Form {
    withUnsafeBytes(of: self) { $0.loadUnaligned(as: Form.self) }
  }
}
