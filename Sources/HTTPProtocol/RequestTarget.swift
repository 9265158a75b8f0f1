/// What a request is about (RFC 9112 3.2), decoded once for everybody.
struct RequestTarget {
  let path: String
  let rawQuery: String
  /// Set when the target named a server, as requests to a proxy do.
  let authority: String?

  init(_ bytes: ArraySlice<UInt8>, method: HTTPMethod) throws(HTTPFault) {
    guard bytes.allSatisfy({ HTTPGrammar.isTargetByte($0) && $0 != UInt8(ascii: "#") }) else { throw Self.fault }
    guard !bytes.elementsEqual("*".utf8) else {
      guard method == .options else { throw Self.fault }
      (path, rawQuery, authority) = ("*", "", nil)
      return
    }
    let (authority, local) = try Self.split(bytes)
    let end = local.firstIndex(of: UInt8(ascii: "?")) ?? local.endIndex
    path = try Self.path(local[..<end])
    rawQuery = String(decoding: local[end...].dropFirst(), as: UTF8.self)
    self.authority = authority
  }

  private static let fault = HTTPFault.malformed("the request target")

  private static func split(
    _ bytes: ArraySlice<UInt8>
  ) throws(HTTPFault) -> (authority: String?, local: ArraySlice<UInt8>) {
    guard bytes.first != UInt8(ascii: "/") else { return (nil, bytes) }
    let start = String(decoding: bytes.prefix(8), as: UTF8.self).lowercased()
    guard let scheme = ["http://", "https://"].first(where: start.hasPrefix) else { throw fault }
    let rest = bytes.dropFirst(scheme.utf8.count)
    let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    let local = rest[authority.endIndex...]
    return (
      String(decoding: authority, as: UTF8.self), local.first == UInt8(ascii: "/") ? local : [UInt8(ascii: "/")] + local
    )
  }

  /// The decoded path; nothing in it may lead out of a folder or be read in two ways.
  private static func path(_ raw: ArraySlice<UInt8>) throws(HTTPFault) -> String {
    guard let bytes = PercentEncoding.decodedBytes(raw), bytes.allSatisfy(isPathByte), !hasDotSegment(bytes),
      // A slash that was escaped: part of a name for some, the end of one for others.
      raw.count == bytes.count || raw.count(where: isSlash) == bytes.count(where: isSlash),
      let path = String(validating: bytes, as: UTF8.self)
    else { throw .malformed("the path") }
    return path
  }

  private static func isSlash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\\")
  }

  private static func hasDotSegment(_ bytes: [UInt8]) -> Bool {
    var (length, dots) = (0, 0)
    for byte in bytes {
      guard !isSlash(byte) else {
        if length == dots, dots == 1 || dots == 2 { return true }
        (length, dots) = (0, 0)
        continue
      }
      (length, dots) = (length &+ 1, byte == UInt8(ascii: ".") ? dots &+ 1 : dots)
    }
    return length == dots && (dots == 1 || dots == 2)
  }
}
