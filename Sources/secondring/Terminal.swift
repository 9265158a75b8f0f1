import ArgumentParser
import Glibc

/// What the person at the terminal types and reads beside standard output.
enum Terminal {
  static func complain(_ text: String) {
    let line = Array("secondring: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }

  /// The first line of standard input: a password never stands in a process list.
  static func line() -> String { readLine() ?? "" }

  /// A whole file; the error names it.
  static func text(of path: String) throws -> String {
    guard let bytes = WholeFile.bytes(path) else {
      throw ValidationError("\(path): \(String(cString: strerror(errno)))")
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    throw ValidationError("\(path): line \(line + 1) is not UTF-8; save the file in that encoding")
  }
}

private enum WholeFile {
  static func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 64 * 1024))
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { return ferror(file) == 0 ? bytes : nil }
      bytes += piece[..<count]
    }
  }
}
