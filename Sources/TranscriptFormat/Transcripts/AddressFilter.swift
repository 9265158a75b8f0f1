package import ChatDomain

/// Addresses of pages without what gives their reader a way in: fragments go, and the values of secret parameters.
///
/// `Public/shared/page-address.js` does the same in the page; both pass `Tests/Public/addresses.json`.
package struct AddressFilter: Sendable {
  /// What stands in a secret's place.
  private static let removed = "removed"
  /// A parameter with one of these in its name is a secret.
  private static let parts = [
    "token", "secret", "passw", "passphrase", "passcode", "pwd", "session", "sessid", "signature", "apikey",
    "credential", "jwt", "hmac", "email", "e-mail", "e_mail",
  ]
  /// A parameter is a secret when its name, or a word of it, is one of these.
  private static let words: Set<Substring> = [
    "key", "code", "auth", "oauth", "authorization", "pass", "pin", "otp", "sid", "sig", "hash", "nonce", "ticket",
    "mail",
  ]

  /// The site's own list, in lower case.
  private let own: Set<String>

  /// A filter for one site; `secretParameters` are names beside those that every site has.
  package init(secretParameters: [String] = []) { own = Set(secretParameters.map { $0.lowercased() }) }

  /// The address as it may be shown and kept.
  package func cleaned(_ address: String) -> String {
    let bare = address.prefix { $0 != "#" }
    let path = bare.prefix { $0 != "?" }
    var cleaned = parameters(Self.withoutUser(path), behindFirst: true)
    if path.endIndex < bare.endIndex { cleaned += "?" + parameters(bare[path.endIndex...].dropFirst()) }
    return cleaned
  }

  /// The page without secrets in its address.
  package func cleaned(_ page: Page) -> Page { Page(url: cleaned(page.url), title: page.title) }

  /// The place without secrets in its addresses.
  package func cleaned(_ place: Place) -> Place {
    Place(
      page: cleaned(place.page), referrer: cleaned(place.referrer), language: place.language, timeZone: place.timeZone)
  }

  /// Pairs between `&` and `;`, as they stand; a path has them behind its first `;` only.
  private func parameters(_ text: Substring, behindFirst isPath: Bool = false) -> String {
    var (cleaned, rest, isFirst) = ("", text, isPath)
    while true {
      let pair = rest.prefix { $0 != ";" && (isPath || $0 != "&") }
      cleaned += isFirst ? String(pair) : self.pair(pair)
      guard pair.endIndex < rest.endIndex else { return cleaned }
      cleaned.append(rest[pair.endIndex])
      (rest, isFirst) = (rest[pair.endIndex...].dropFirst(), false)
    }
  }

  private func pair(_ pair: Substring) -> String {
    guard let sign = pair.firstIndex(of: "=") else { return String(pair) }
    let (name, value) = (pair[..<sign], pair[sign...].dropFirst())
    let isSecret = !value.isEmpty && (isSecret(name) || holdsSecret(value))
    return isSecret ? "\(name)=\(Self.removed)" : String(pair)
  }

  private func isSecret(_ name: Substring) -> Bool {
    let plain = Self.decoded(Self.decoded(String(name)))
    let low = plain.lowercased()
    if own.contains(low) || Self.parts.contains(where: { low.contains($0) }) { return true }
    return Self.wordsOf(plain).contains { Self.words.contains($0[...]) }
  }

  /// Whether a value is an address of its own with a secret in it.
  private func holdsSecret(_ value: Substring) -> Bool {
    Self.decoded(Self.decoded(String(value))).split(whereSeparator: { "?&#;".contains($0) }).contains { pair in
      pair.firstIndex(of: "=").map { isSecret(pair[..<$0]) } ?? false
    }
  }

  /// `user:password@` before a host.
  private static func withoutUser(_ path: Substring) -> Substring {
    guard let scheme = path.firstIndex(of: ":"), path[scheme...].hasPrefix("://"),
      path[..<scheme].utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) })
    else { return path }
    let host = path[scheme...].dropFirst(3)
    guard let sign = host.prefix(while: { $0 != "/" }).lastIndex(of: "@") else { return path }
    return path[..<host.startIndex] + host[sign...].dropFirst()
  }

  /// Runs of Latin letters, in lower case; `resetKey` is two.
  private static func wordsOf(_ name: String) -> [String] {
    var words = [""]
    var wasLower = false
    for byte in name.utf8 {
      let (isLower, isUpper) = ((0x61...0x7A).contains(byte), (0x41...0x5A).contains(byte))
      if !isLower && !isUpper || isUpper && wasLower { words.append("") }
      if isLower || isUpper { words[words.count - 1].unicodeScalars.append(Unicode.Scalar(byte | 0x20)) }
      wasLower = isLower
    }
    return words
  }

  /// With `%41` and `+` read; as it stands when that is no UTF-8.
  private static func decoded(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        bytes.append(UInt8(ascii: " "))
      } else if byte != UInt8(ascii: "%") {
        bytes.append(byte)
      } else {
        guard rest.count > 1, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
          rest.first != UInt8(ascii: "+")
        else { return text }
        bytes.append(value)
        rest = rest.dropFirst(2)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }
}
