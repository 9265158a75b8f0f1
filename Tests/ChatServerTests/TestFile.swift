import Glibc

/// Small files as a test puts and finds them.
enum TestFile {
  static func write(_ path: String, _ text: String) { write(path, Array(text.utf8)) }

  static func write(_ path: String, _ bytes: [UInt8]) {
    guard let file = fopen(path, "we") else { fatalError("cannot write \(path)") }
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
  }

  /// The bytes; nil when there is no such file, or when it is a folder.
  static func bytes(_ path: String, most: Int = .max) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var (all, piece) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 || all.count >= most { return all }
      all += piece[..<count]
    }
  }

  static func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

  /// How often these bytes stand in a file's first mebibyte: journal segments are made at their full length.
  static func count(_ text: String, in path: String) -> Int {
    guard let bytes = bytes(path, most: 1 << 20) else { return 0 }
    let wanted = Array(text.utf8)
    return bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let first = wanted.first else { return 0 }
      var (count, offset) = (0, 0)
      while let found = memchr(start + offset, Int32(first), bytes.count - offset) {
        offset = UnsafeRawPointer(found) - start
        guard bytes.count - offset >= wanted.count else { break }
        if memcmp(found, wanted, wanted.count) == 0 { count += 1 }
        offset += 1
      }
      return count
    }
  }

  /// Copies a folder and everything in it, as a backup of a stopped shop would.
  static func copy(_ folder: String, to other: String) {
    mkdir(other, 0o700)
    for name in names(in: folder) {
      if let bytes = bytes("\(folder)/\(name)") {
        write("\(other)/\(name)", bytes)
      } else {
        copy("\(folder)/\(name)", to: "\(other)/\(name)")
      }
    }
  }

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
