package import Primitives

/// Cookies as browsers send them (RFC 6265 5.4) and as we set them (4.1).
package enum Cookie {
  /// The value of the first cookie of this name.
  package static func value(of name: String, in headers: HTTPHeaders) -> String? {
    for header in headers.values(of: "cookie") {
      for pair in header.split(separator: ";") {
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[0] == name { return String(parts[1]) }
      }
    }
    return nil
  }

  /// The value of a Set-Cookie field that no script reads and no other site sends; nil for letters that a cookie
  /// can't hold.
  ///
  /// A `lasting` of zero takes the cookie away; without one it goes with the browser's window.
  package static func setting(
    _ name: String, _ value: String, path: String = "/", lasting: Milliseconds?, isSecure: Bool
  ) -> String? {
    guard HTTPGrammar.isToken(name), value.utf8.allSatisfy(isValueByte), path.utf8.allSatisfy(isPathByte) else {
      return nil
    }
    let age = lasting.map { "; Max-Age=\($0.count / 1000)" } ?? ""
    return "\(name)=\(value); Path=\(path)\(age); HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"
  }

  private static func isValueByte(_ byte: UInt8) -> Bool {
    HTTPGrammar.isTargetByte(byte) && !"\",;\\".utf8.contains(byte)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    HTTPGrammar.isTargetByte(byte) && byte != UInt8(ascii: ";")
  }
}
