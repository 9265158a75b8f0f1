/// Reads comma-separated values (RFC 4180) row by row: quotes, line breaks within them, CRLF, LF or CR, a byte order mark.
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
    return Array(bytes[start..<index])
  }

  private mutating func quoted() -> [UInt8]? {
    var letters: [UInt8] = []
    index &+= 1
    while index < bytes.count {
      let byte = bytes[index]
      index &+= 1
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && !isBeforeNewline { line &+= 1 }
      guard byte == UInt8(ascii: "\"") else {
        letters.append(byte)
        continue
      }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return isAtEndOfField ? letters : nil }
      letters.append(byte)
      index &+= 1
    }
    return nil
  }

  private var isAtEndOfField: Bool { index == bytes.count || isSeparator(bytes[index]) }

  private var isBeforeNewline: Bool { index < bytes.count && bytes[index] == UInt8(ascii: "\n") }

  private func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || isLineEnd(byte) }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  private mutating func skipLine() {
    while index < bytes.count, !isLineEnd(bytes[index]) { index &+= 1 }
    endLine()
  }

  private mutating func endLine() {
    guard index < bytes.count else { return }
    let isReturn = bytes[index] == UInt8(ascii: "\r")
    index &+= 1
    if isReturn, isBeforeNewline { index &+= 1 }
    line &+= 1
  }
}
