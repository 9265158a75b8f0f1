/// Reads comma-separated values (RFC 4180) row by row: quotes, line breaks within them, CRLF or LF, a byte order mark.
package struct CSVReader: Sendable {
  /// One row and the line of the file it begins on.
  package struct Row: Equatable, Sendable {
    /// From 1.
    package let line: Int
    /// The columns' texts.
    package let fields: [String]
  }

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  /// Begins before the first row.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// The next row, or nil past the last; an error concerns one row, and the reader stands behind it.
  package mutating func next() throws(FileFault) -> Row? {
    guard index < bytes.count else { return nil }
    let start = line
    var fields: [String] = []
    while true {
      fields.append(try field(column: fields.count + 1))
      guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { break }
      index &+= 1
    }
    endLine()
    return Row(line: start, fields: fields)
  }

  private mutating func field(column: Int) throws(FileFault) -> String {
    let start = line
    let letters = index < bytes.count && bytes[index] == UInt8(ascii: "\"") ? quoted() : plain()
    guard let letters, let text = String(validating: letters, as: UTF8.self) else {
      skipLine()
      let problem = letters == nil ? "a quote is never closed, or text follows a closing quote" : "not UTF-8"
      throw FileFault(line: start, field: "column \(column)", problem: problem)
    }
    return text
  }

  private mutating func plain() -> [UInt8]? {
    let start = index
    while index < bytes.count, !isSeparator(bytes[index]) { index &+= 1 }
    var end = index
    if end > start, bytes[end &- 1] == UInt8(ascii: "\r"), isAtLineEnd { end &-= 1 }
    return Array(bytes[start..<end])
  }

  private mutating func quoted() -> [UInt8]? {
    var letters: [UInt8] = []
    index &+= 1
    while index < bytes.count {
      let byte = bytes[index]
      index &+= 1
      if byte == UInt8(ascii: "\n") { line &+= 1 }
      guard byte == UInt8(ascii: "\"") else {
        letters.append(byte)
        continue
      }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return endOfQuoted() ? letters : nil }
      letters.append(byte)
      index &+= 1
    }
    return nil
  }

  private mutating func endOfQuoted() -> Bool {
    if index &+ 1 < bytes.count, bytes[index] == UInt8(ascii: "\r"), bytes[index &+ 1] == UInt8(ascii: "\n") {
      index &+= 1
    } else if index &+ 1 == bytes.count, bytes[index] == UInt8(ascii: "\r") {
      index &+= 1
    }
    return index == bytes.count || isSeparator(bytes[index])
  }

  private var isAtLineEnd: Bool { index == bytes.count || bytes[index] == UInt8(ascii: "\n") }

  private func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") }

  private mutating func skipLine() {
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index &+= 1 }
    endLine()
  }

  private mutating func endLine() {
    guard index < bytes.count else { return }
    index &+= 1
    line &+= 1
  }
}
