/// The first words of a text, cut between two of them when it is longer than `length` characters.
func shortened(_ text: String, to length: Int) -> String {
  let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  guard line.count > length else { return line }
  let head = line.prefix(length)
  let end = head.lastIndex(of: " ") ?? head.endIndex
  return "\(head[..<end])…"
}
