package import ChatDomain
import Primitives
import TranscriptFormat

extension Team {
  /// What the team is called, by their names for signing in; works beside a running server too.
  ///
  /// A file that cannot be understood names nobody: whoever only prints needs none of it.
  package static func names(root: String, disk: Disk = Disk()) throws(StorageError) -> [AgentID: String] {
    var names: [AgentID: String] = [:]
    for file in try disk.list("\(root)/team") where file.hasSuffix(".json") {
      guard let id = AgentID(String(file.dropLast(5))), let bytes = try disk.read("\(root)/team/\(file)") else {
        continue
      }
      do throws(FileFault) { names[id] = try AgentFile(bytes, id: id).name } catch { continue }
    }
    return names
  }
}
