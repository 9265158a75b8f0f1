package import EventLoops
import Glibc
import HTTPProtocol
import Primitives
import Secrets

/// Everything below Public/, held in memory: it is small, and a server must not wait for a disk to show its face.
package struct PublicFolder: Sendable {
  /// Changes with any byte of any file, so that `/v/<version>/…` never changes.
  package let version: String
  /// What keeps the panel from being one script: then it is served as it lies there, and works, in some 35 requests.
  package let bundleFault: ModuleBundle.Fault?
  private let files: [String: StaticFile]
  /// What a visitor's page fetches when the chat is opened.
  private static let panel = "widget/panel.js"
  /// What every page of a shop fetches.
  private static let launcher = "widget.js"

  /// Reads the folder; the error names the file that can't be read.
  package init(path: String) throws(SystemError) {
    var contents: [String: [UInt8]] = [:]
    for name in try Self.names(below: path, prefix: "") {
      let bytes = try FileBytes.read(path + "/" + name)
      contents[name] = name.hasSuffix(".js") && name != Self.launcher ? LeanScript.lean(bytes) : bytes
    }
    bundleFault = Self.bundle(into: &contents)
    for name in [Self.launcher, Self.panel] {
      guard let whole = contents[name], let short = SqueezedScript.squeezed(whole) else { continue }
      contents[name] = short
    }
    var files: [String: StaticFile] = [:]
    for (name, bytes) in contents { files[name] = StaticFile(type: MediaType.of(name), bytes: bytes) }
    self.files = files
    let tags = files.keys.sorted().map { $0 + (files[$0]?.tag ?? "") }.joined()
    version = Hex.encoded(sha256(tags).prefix(8))
  }

  /// Puts the bundled panel in the place of its first module; answers what keeps it from that.
  ///
  /// A folder without a panel has nothing to bundle.
  private static func bundle(into contents: inout [String: [UInt8]]) -> ModuleBundle.Fault? {
    guard contents[panel] != nil else { return nil }
    do throws(ModuleBundle.Fault) {
      let text = try ModuleBundle.bundled(panel) { [contents] file in
        contents[file].map { String(decoding: $0, as: UTF8.self) }
      }
      contents[panel] = Array(text.utf8)
      return nil
    } catch { return error }
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
