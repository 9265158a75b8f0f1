/// A script that visitors' pages load, in as few bytes as its tokens allow.
///
/// It has no comments, no blanks that mean nothing, and short names: a tenth less on the wire than LeanScript's. A
/// browser's complaint about it names no line of the source.
package enum SqueezedScript {
  /// The same program, shorter; nil when the text is no whole script.
  package static func squeezed(_ source: [UInt8]) -> [UInt8]? {
    do throws(ScriptTokens.Unfinished) {
      return joined(ScriptNames.shortened(try ScriptTokens.cut(source)))
    } catch { return nil }
  }

  private static func joined(_ tokens: [ScriptToken]) -> [UInt8] {
    var text: [UInt8] = []
    var last: ScriptToken?
    for token in tokens {
      if let last { text += gap(last, token).utf8 }
      text += token.text.utf8
      last = token
    }
    return text
  }

  /// What must stand between two tokens: a line break where one may end a statement, a blank where two would become one.
  private static func gap(_ one: ScriptToken, _ two: ScriptToken) -> String {
    if two.isOnNewLine, !goesOn(one), !continues(two) { return "\n" }
    guard let end = one.text.utf8.last, let start = two.text.utf8.first else { return "" }
    if ScriptTokens.isWord(end), ScriptTokens.isWord(start) { return " " }
    // `+ +a` is no `++a`, and `a / /b/` no comment.
    switch (end, start) {
    case (UInt8(ascii: "+"), UInt8(ascii: "+")), (UInt8(ascii: "-"), UInt8(ascii: "-")),
      (UInt8(ascii: "/"), UInt8(ascii: "/")), (UInt8(ascii: "/"), UInt8(ascii: "*")):
      return " "
    default: return ""
    }
  }

  /// Whether no statement ends behind this.
  private static func goesOn(_ token: ScriptToken) -> Bool {
    token.isSign("{", "(", "[", ";", ",", "=", "=>", ":", "?", "??", "||", "&&", "+", "-", "*", ".", "...")
      || token.kind == .text && token.text.hasSuffix("${")
  }

  /// Whether no statement begins with this.
  private static func continues(_ token: ScriptToken) -> Bool {
    token.isSign("}", ")", "]", ";", ",", "=", ":", "?", "??", "||", "&&", ".", "?.")
      || token.kind == .text && token.text.hasPrefix("}")
  }
}
