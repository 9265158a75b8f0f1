import ChatDomain
import HTTPProtocol
import Primitives
import Secrets
import Storage

/// The team's pictures: `team/faces/<id>-<hash>.<kind>`, so that a changed picture has another address.
struct Faces: Sendable {
  let folder: DataFolder

  /// Keeps a picture and gives its name; blocking.
  func keep(_ image: [UInt8], _ kind: FaceKind, of agent: AgentID) throws(StorageError) -> String {
    let name = "\(agent)-\(Hex.encoded(sha256(image).prefix(8))).\(kind.rawValue)"
    try folder.disk.replace(folder.path("team/faces/\(name)"), with: image)
    return name
  }

  /// A picture as an answer; nil when there is none of that name; blocking.
  func response(_ name: String) throws(StorageError) -> HTTPResponse? {
    guard Self.isName(name), let image = try folder.disk.read(folder.path("team/faces/\(name)")),
      let kind = FaceKind(image)
    else { return nil }
    let headers: HTTPHeaders = [
      "Content-Type": kind.mediaType, "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    ]
    return HTTPResponse(200, headers: headers, body: image)
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
