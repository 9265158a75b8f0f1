import Primitives

/// The list at the end of a backup, by which a restore proves that every byte came back: `crc size name`, a line each.
package struct BackupSums: Equatable, Sendable {
  /// Its name in the backup.
  package static let name = "backup.sums"
  private static let title = "second ring backup 1"
  /// The files, by name.
  package private(set) var files: [String: Sum] = [:]

  /// What is known of one file.
  package struct Sum: Equatable, Sendable {
    /// Its checksum and length.
    package let crc: UInt32, size: Int

    /// Of these bytes.
    package init(_ bytes: [UInt8]) { (crc, size) = (CRC32C.of(bytes), bytes.count) }

    fileprivate init(crc: UInt32, size: Int) { (self.crc, self.size) = (crc, size) }
  }

  /// An empty list.
  package init() {}

  /// Adds a file.
  package mutating func add(_ name: String, _ bytes: [UInt8]) { files[name] = Sum(bytes) }

  /// The list as a file.
  package var bytes: [UInt8] {
    let lines = files.sorted { $0.key < $1.key }.map { name, sum in
      "\(String(sum.crc, radix: 16)) \(sum.size) \(name)\n"
    }
    return Array("\(Self.title)\n\(lines.joined())".utf8)
  }

  /// Reads the file; nil unless it is one.
  package init?(_ bytes: [UInt8]) {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard !lines.isEmpty, lines.removeFirst() == Self.title else { return nil }
    for line in lines {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let crc = UInt32(parts[0], radix: 16), let size = Int(parts[1]) else { return nil }
      files[String(parts[2])] = Sum(crc: crc, size: size)
    }
  }
}
