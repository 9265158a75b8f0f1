/// The first words of a text, cut between two of them when it is longer than `length` characters.
package func shortened(_ text: String, to length: Int) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return shortened(ascii: Array(text.utf8), to: length) }
  let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  guard line.count > length else { return line }
  let head = line.prefix(length)
  let end = head.lastIndex(of: " ") ?? head.endIndex
  return "\(head[..<end])…"
}

/// The same of letters that are a byte each: most texts, and a start has many thousands.
private func shortened(ascii letters: [UInt8], to length: Int) -> String {
  let space = UInt8(ascii: " ")
  let line = Array(letters.split { $0 == space || (0x09...0x0D).contains($0) }.joined(separator: [space]))
  guard line.count > length else { return String(decoding: line, as: UTF8.self) }
  let head = line[..<length]
  return String(decoding: head[..<(head.lastIndex(of: space) ?? length)], as: UTF8.self) + "…"
}
