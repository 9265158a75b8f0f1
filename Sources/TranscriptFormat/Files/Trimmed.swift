/// The text without white space at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  let start = text.drop { $0.isWhitespace }
  guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
  return String(start[...last])
}

/// The text on one line: control characters become spaces, so that a line of a file stays one line.
func oneLine(_ text: String) -> String {
  trimmed(String(String.UnicodeScalarView(text.unicodeScalars.map { isBreak($0) ? " " : $0 })))
}

private func isBreak(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}" || scalar == "\u{2029}"
}
