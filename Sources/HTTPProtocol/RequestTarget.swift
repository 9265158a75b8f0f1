/// What a request is about (RFC 9112 3.2), decoded once for everybody.
struct RequestTarget {
  let path: String
  let rawQuery: String
  /// Set when the target named a server, as requests to a proxy do.
  let authority: String?

  init(_ bytes: ArraySlice<UInt8>, method: HTTPMethod) throws(HTTPFault) {
    guard !bytes.isEmpty, bytes.allSatisfy(HTTPGrammar.isTargetByte), !bytes.contains(UInt8(ascii: "#")) else {
      throw .malformed("the request target")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text != "*" else {
      guard method == .options else { throw .malformed("the request target") }
      (path, rawQuery, authority) = (text, "", nil)
      return
    }
    let (authority, local) = try Self.split(text)
    let parts = local.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    (path, rawQuery) = (try Self.path(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    self.authority = authority
  }

  private static func split(_ text: String) throws(HTTPFault) -> (authority: String?, local: Substring) {
    guard !text.hasPrefix("/") else { return (nil, text[...]) }
    let lowered = text.prefix(8).lowercased()
    guard let scheme = ["http://", "https://"].first(where: lowered.hasPrefix) else {
      throw .malformed("the request target")
    }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let local = rest.dropFirst(authority.count)
    return (String(authority), local.hasPrefix("/") ? local : "/" + local)
  }

  /// The decoded path; nothing in it may lead out of a folder or be read in two ways.
  private static func path(_ raw: Substring) throws(HTTPFault) -> String {
    guard !raw.lowercased().contains("%2f"), let path = PercentEncoding.decoded(raw),
      path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }),
      !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." })
    else { throw .malformed("the path") }
    return path
  }
}
