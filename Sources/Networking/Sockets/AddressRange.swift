/// A block of addresses in CIDR notation, such as `10.0.0.0/8`: for proxies that are trusted.
package struct AddressRange: Hashable, Sendable {
  private let base: IPAddress
  private let prefix: Int

  /// Reads `10.0.0.0/8`, `fd00::/8` or one address alone; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let base = IPAddress(parts[0]) else { return nil }
    let width = base.isIPv4 ? 32 : 128
    var prefix = width
    if parts.count == 2 {
      guard let number = Int(parts[1]), (0...width).contains(number) else { return nil }
      prefix = number
    }
    self.base = base
    self.prefix = prefix + (128 - width)
  }

  /// Whether the address lies in the block.
  package func contains(_ address: IPAddress) -> Bool {
    let highMask = prefix >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(prefix))
    let lowMask = prefix >= 128 ? UInt64.max : prefix <= 64 ? 0 : ~(UInt64.max >> UInt64(prefix - 64))
    return (address.high ^ base.high) & highMask == 0 && (address.low ^ base.low) & lowMask == 0
  }
}
