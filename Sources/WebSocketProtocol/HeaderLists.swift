/// Comma-separated header values (RFC 9110 5.6.1), split in one pass.
enum HeaderLists {
  /// The elements without the white space around them; empty ones are left out.
  static func elements(_ value: String) -> [String] { split(value, at: ",") }

  /// Whether one element is `token`, in any case.
  static func contains(_ token: String, in value: String?) -> Bool {
    guard let value else { return false }
    return elements(value).contains { $0.lowercased() == token }
  }

  /// The parts between the separators outside quoted strings, trimmed; empty ones are left out.
  static func split(_ value: String, at separator: Character) -> [String] {
    var isQuoted = false
    let parts = value.split { letter in
      if letter == "\"" { isQuoted.toggle() }
      return !isQuoted && letter == separator
    }
    return parts.map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ part: Substring) -> String {
    let isSpace = { (letter: Character) in letter == " " || letter == "\t" }
    guard let first = part.firstIndex(where: { !isSpace($0) }), let last = part.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(part[first...last])
  }
}
