import Deflate
package import HTTPProtocol
import Primitives
import Secrets

/// One file of Public/, read once, with its gzip form when that is smaller.
package struct StaticFile: Sendable {
  let type: String
  let plain: [UInt8]
  let gzip: [UInt8]?
  let tag: String

  /// Packs and names the bytes, once.
  package init(type: String, bytes: [UInt8]) {
    self.type = type
    plain = bytes
    let packed = MediaType.isCompressible(type) ? Gzip.compressed(bytes) : nil
    gzip = packed.flatMap { $0.count < bytes.count ? $0 : nil }
    tag = Hex.encoded(sha256(bytes).prefix(12))
  }

  /// The answer to a request for it; `caching` is the Cache-Control line.
  package func response(to request: HTTPRequest, caching: String) -> HTTPResponse {
    // The two forms differ, so a cache must keep them apart (RFC 9110 12.5.5), also in their ETag.
    let packed = request.accepts(coding: "gzip") ? gzip : nil
    let tag = packed == nil ? "\"\(tag)\"" : "\"\(tag)-gz\""
    var headers: HTTPHeaders = [
      "Content-Type": type, "Cache-Control": caching, "ETag": tag, "Vary": "Accept-Encoding",
      "X-Content-Type-Options": "nosniff",
    ]
    if request.holds(tag: tag) { return HTTPResponse(304, headers: headers) }
    if packed != nil { headers.add("Content-Encoding", "gzip") }
    return HTTPResponse(200, headers: headers, body: packed ?? plain)
  }
}

extension HTTPRequest {
  /// Whether the client takes this coding (RFC 9110 12.5.3; `;q=0` refuses it).
  package func accepts(coding: String) -> Bool {
    guard let list = headers["Accept-Encoding"] else { return false }
    let wishes = list.lowercased().split(separator: ",").map { $0.split(separator: ";").map(Self.bare) }
    // What is named counts before the star, wherever they stand.
    guard let wish = wishes.first(where: { $0.first == coding[...] }) ?? wishes.first(where: { $0.first == "*" }) else {
      return false
    }
    return !wish.dropFirst().contains { $0.hasPrefix("q=0") && !$0.contains { "123456789".contains($0) } }
  }

  /// Whether the client already holds this version (RFC 9110 13.1.2: weak comparison, so a proxy may have weakened it).
  package func holds(tag: String) -> Bool {
    guard let held = headers["If-None-Match"] else { return false }
    return held.split(separator: ",").map(Self.bare).contains { item in
      item == "*" || (item.hasPrefix("W/") ? item.dropFirst(2) : item) == tag
    }
  }

  private static func bare(_ item: Substring) -> Substring {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    let rest = item.drop(while: isSpace)
    return rest.lastIndex { !isSpace($0) }.map { rest[...$0] } ?? ""
  }
}
