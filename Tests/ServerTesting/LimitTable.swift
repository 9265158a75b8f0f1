import Glibc

/// The bounds that `Sources/LIMITS.md` lists, as tests compare them with the code.
package enum LimitTable {
  /// The table is not where it is looked for.
  package struct Missing: Error { let path: String }

  /// The rows that begin with the name of a bound of one of these types and have a number.
  package static func rows(of types: [String]) throws -> [String: Double] {
    var rows: [String: Double] = [:]
    for line in try text().split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.split(separator: " ").first.map(String.init) ?? "" }
      let name = cells[0].replacing("`", with: "")
      if types.contains(where: { name.hasPrefix($0) }) { rows[name] = Double(cells[1]) }
    }
    return rows
  }

  private static func text() throws -> String {
    let path = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Sources/LIMITS.md"
    guard let file = fopen(path, "re") else { throw Missing(path: path) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
