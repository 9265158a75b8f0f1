import Glibc

/// The address of a peer, IPv4 or IPv6, without its port: sixteen bytes, an IPv4 address as its mapped form (RFC 4291 2.5.5.2).
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  private static let mappedPrefix: UInt64 = 0xFFFF_0000_0000

  let high: UInt64
  let low: UInt64

  /// Whether it is IPv4.
  package var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// What limits count an address by: IPv4 whole, of IPv6 the first 64 bits, of which one household or server has all.
  package var network: IPAddress { isIPv4 ? self : IPAddress(high: high, low: 0) }

  /// Reads `192.0.2.1`, `2001:db8::1` or `[2001:db8::1]`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    var letters = text[...]
    if letters.first == "[", letters.last == "]" { letters = letters.dropFirst().dropLast() }
    // A NUL would cut the C string short and hide what comes after it.
    guard letters.utf8.count <= 45, !letters.utf8.contains(0) else { return nil }
    var four = in_addr()
    var six = in6_addr()
    let string = String(letters)
    if inet_pton(AF_INET, string, &four) == 1 {
      self.init(four)
    } else if inet_pton(AF_INET6, string, &six) == 1 {
      self.init(six)
    } else {
      return nil
    }
  }

  init(_ address: in_addr) { (high, low) = (0, Self.mappedPrefix | UInt64(UInt32(bigEndian: address.s_addr))) }

  init(_ address: in6_addr) {
    let words = unsafeBitCast(address, to: (UInt64, UInt64).self)
    (high, low) = (UInt64(bigEndian: words.0), UInt64(bigEndian: words.1))
  }

  /// Takes the address out of what `accept` filled in; nil for other families.
  init?(_ storage: sockaddr_storage) {
    switch Int32(storage.ss_family) {
    case AF_INET: self.init(storage.viewed(as: sockaddr_in.self).sin_addr)
    case AF_INET6: self.init(storage.viewed(as: sockaddr_in6.self).sin6_addr)
    default: return nil
    }
  }

  /// As `in6_addr` in network byte order.
  var six: in6_addr { unsafeBitCast((high.bigEndian, low.bigEndian), to: in6_addr.self) }
  /// The last four bytes as `in_addr`.
  var four: in_addr { in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian) }

  /// `192.0.2.1` or `2001:db8::1`.
  package var description: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
      guard let start = text.baseAddress else { return "" }
      var (four, six) = (four, six)
      let written =
        isIPv4
        ? inet_ntop(AF_INET, &four, start, socklen_t(text.count))
        : inet_ntop(AF_INET6, &six, start, socklen_t(text.count))
      return written.map { String(cString: $0) } ?? ""
    }
  }
}
