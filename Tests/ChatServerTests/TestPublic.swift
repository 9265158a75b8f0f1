import Glibc

/// A folder of pages with no more in it than the server must find.
final class TestPublic: Sendable {
  private let folder = TemporaryFolder()

  var path: String { folder.path }

  init() {
    for name in ["console", "demo"] { mkdir("\(path)/\(name)", 0o755) }
    write("widget.js", "const state = (/*STATE*/null/*STATE*/); // the rest\n")
    write("console/index.html", "<!doctype html><title>Console</title>\n")
    write("demo/orders.csv", "customer,order,date,title\nmaren,1,2026-01-02,Pastel Blues\n")
  }

  func write(_ name: String, _ text: String) { TestFile.write("\(path)/\(name)", text) }
}

/// Small files as a test puts and finds them.
enum TestFile {
  static func write(_ path: String, _ text: String) {
    guard let file = fopen(path, "we") else { fatalError("cannot write \(path)") }
    defer { fclose(file) }
    fputs(text, file)
  }

  /// The bytes; nil when there is no such file.
  static func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var (all, piece) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { return all }
      all += piece[..<count]
    }
  }

  static func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
