/// The smallest part of a script that means something.
struct ScriptToken {
  enum Kind {
    /// A name or a keyword.
    case word
    /// `#name` of a class.
    case privateName
    /// A string, a number, a regular expression, a piece of a template, or a comment that is kept.
    case text
    /// Brackets and operators.
    case sign
  }

  let kind: Kind
  var text: String
  /// Whether a line break stands before it, which may end a statement.
  let isOnNewLine: Bool

  func isSign(_ signs: String...) -> Bool { kind == .sign && signs.contains(text) }

  func isWord(_ words: String...) -> Bool { kind == .word && words.contains(text) }
}
