/// Cookies as browsers send them (RFC 6265 5.4) and as we set them (4.1).
package enum Cookie {
  /// The value of the first cookie of this name.
  package static func value(of name: String, in headers: HTTPHeaders) -> String? {
    for header in headers.values(of: "cookie") {
      for pair in header.split(separator: ";") {
        let trimmed = pair.drop { $0 == " " }
        let parts = trimmed.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[0] == name { return String(parts[1]) }
      }
    }
    return nil
  }
}
