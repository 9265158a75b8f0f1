import FuzzTargets
import Glibc

/// The inputs in `Tests/Fuzz/corpus`.
struct Corpus {
  let inputs: [(name: String, bytes: [UInt8])]

  init(of target: FuzzTarget) throws {
    let root = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let folder = "/\(root)/Fuzz/corpus/\(target.rawValue)"
    inputs = try Self.names(in: folder).map { ($0, try Self.bytes(of: "\(folder)/\($0)")) }
  }

  /// One of them with a few bytes changed, taken out or put in, or with the end of another.
  func changed(_ random: inout some RandomNumberGenerator) -> [UInt8] {
    guard var bytes = inputs.randomElement(using: &random)?.bytes else { return [] }
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 4: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
      default: bytes.replaceSubrange(place..., with: inputs.randomElement(using: &random)?.bytes.suffix(60) ?? [])
      }
    }
    return bytes
  }

  private static func names(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else { throw Missing(path: folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Missing(path: path) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }

  private struct Missing: Error { let path: String }
}
