package import EventLoops
import Glibc
import HTTPProtocol
import Primitives
import Secrets

/// Everything below Public/, held in memory: it is small, and a server must not wait for a disk to show its face.
package struct PublicFolder: Sendable {
  /// Changes with any byte of any file, so that `/v/<version>/…` never changes.
  package let version: String
  private let files: [String: StaticFile]
  /// What a visitor's page fetches when the chat is opened.
  private static let panel = "widget/panel.js"

  /// Reads the folder; the error names the file that can't be read.
  package init(path: String) throws(SystemError) {
    var contents: [String: [UInt8]] = [:]
    for name in try Self.names(below: path, prefix: "") {
      let bytes = try FileBytes.read(path + "/" + name)
      contents[name] = name.hasSuffix(".js") ? LeanScript.lean(bytes) : bytes
    }
    // A panel that can't be bundled is served as it lies there: it works, in more requests.
    if let panel = try? ModuleBundle.bundled(
      Self.panel,
      source: { file in
        contents[file].map { String(decoding: $0, as: UTF8.self) }
      })
    {
      contents[Self.panel] = Array(panel.utf8)
    }
    var files: [String: StaticFile] = [:]
    for (name, bytes) in contents { files[name] = StaticFile(type: MediaType.of(name), bytes: bytes) }
    self.files = files
    let tags = files.keys.sorted().map { $0 + (files[$0]?.tag ?? "") }.joined()
    version = Hex.encoded(sha256(tags).prefix(8))
  }

  /// The file of that name below the folder; nil when there is none.
  package func file(_ name: String) -> StaticFile? { files[name] }

  private static func names(below folder: String, prefix: String) throws(SystemError) -> [String] {
    guard let entries = opendir(folder) else { throw SystemError(operation: "open folder", subject: folder) }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard !name.hasPrefix(".") else { continue }
      if entry.pointee.d_type == UInt8(DT_DIR) {
        names += try Self.names(below: folder + "/" + name, prefix: prefix + name + "/")
      } else {
        names.append(prefix + name)
      }
    }
    return names
  }
}
