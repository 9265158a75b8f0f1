/// The text in rows of at most `width` characters, broken between words where there are any; its own breaks stay.
func wrapped(_ text: String, to width: Int) -> [String] {
  text.split(omittingEmptySubsequences: false) { $0.isNewline }.flatMap {
    paragraph(oneLine(String($0)), max(1, width))
  }
}

private func paragraph(_ text: String, _ width: Int) -> [String] {
  var (rows, row): ([String], String) = ([], "")
  for word in text.split(separator: " ") {
    if !row.isEmpty, row.count + 1 + word.count > width {
      rows.append(row)
      row = ""
    }
    row += row.isEmpty ? String(word) : " \(word)"
    while row.count > width {
      rows.append(String(row.prefix(width)))
      row = String(row.dropFirst(width))
    }
  }
  return rows + [row]
}
