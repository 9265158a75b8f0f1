/// Cuts a script into its tokens.
///
/// Comments are left out, except `/*…*/` with one asterisk: marks stand in those. It knows strings, templates and regular expressions, no grammar. A regular expression is told from a division by the
/// token before it; behind `)`, `]` and `}` it takes a division, so a script in which a regular expression stands there is
/// read wrongly. Tests/EndToEnd/test_scripts.py holds what it makes of our scripts against a parser.
struct ScriptTokens {
  /// The text ends inside a string, a template, a regular expression or a comment.
  struct Unfinished: Error {}

  private let source: [UInt8]
  private var at = 0
  private var isOnNewLine = false
  /// Open braces; true: behind its `}` a template goes on.
  private var braces: [Bool] = []
  private var tokens: [ScriptToken] = []

  static func cut(_ source: [UInt8]) throws(Unfinished) -> [ScriptToken] {
    var cutter = ScriptTokens(source: source)
    while try cutter.next() {}
    guard !cutter.braces.contains(true) else { throw Unfinished() }
    return cutter.tokens
  }

  private init(source: [UInt8]) { self.source = source }

  private func sign(_ offset: Int = 0) -> UInt8 { at + offset < source.count ? source[at + offset] : 0 }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { source[at...].starts(with: $0) }
  }

  private mutating func next() throws(Unfinished) -> Bool {
    guard at < source.count else { return false }
    let first = sign()
    switch first {
    case UInt8(ascii: "\n"):
      isOnNewLine = true
      at += 1
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
    case UInt8(ascii: "/") where sign(1) == UInt8(ascii: "/"):
      while at < source.count, sign() != UInt8(ascii: "\n") { at += 1 }
    case UInt8(ascii: "/") where sign(1) == UInt8(ascii: "*"): try comment()
    case UInt8(ascii: "/") where isExpressionDue: try regularExpression()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): try string(first)
    case UInt8(ascii: "`"): try template()
    case UInt8(ascii: "}") where braces.last == true:
      braces.removeLast()
      try template()
    case UInt8(ascii: "#"): add(.privateName) { $0.skipPrivateName() }
    case UInt8(ascii: "0")...UInt8(ascii: "9"): add(.text) { $0.skipNumber() }
    case _ where Self.isWord(first): add(.word) { $0.skipWord() }
    default: add(.sign) { $0.skipSign() }
    }
    return true
  }

  private mutating func add(_ kind: ScriptToken.Kind, _ skip: (inout ScriptTokens) throws(Unfinished) -> Void)
    throws(Unfinished)
  {
    let start = at
    try skip(&self)
    let text = String(decoding: source[start..<at], as: UTF8.self)
    tokens.append(ScriptToken(kind: kind, text: text, isOnNewLine: isOnNewLine))
    isOnNewLine = false
  }

  private mutating func add(_ kind: ScriptToken.Kind, _ skip: (inout ScriptTokens) -> Void) {
    let start = at
    skip(&self)
    let text = String(decoding: source[start..<at], as: UTF8.self)
    tokens.append(ScriptToken(kind: kind, text: text, isOnNewLine: isOnNewLine))
    isOnNewLine = false
  }

  /// Whether an expression may begin here, so that `/` begins a regular expression.
  private var isExpressionDue: Bool {
    guard let last = tokens.last else { return true }
    switch last.kind {
    case .word: return Self.beforeExpressions.contains(last.text)
    case .privateName: return false
    case .text: return last.text.hasSuffix("${")
    case .sign: return !last.isSign(")", "]", "}")
    }
  }

  private static let beforeExpressions: Set = [
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield",
  ]

  private mutating func comment() throws(Unfinished) {
    let isKept = sign(2) != UInt8(ascii: "*")
    let start = at
    at += 2
    while !starts(with: "*/") {
      guard at < source.count else { throw Unfinished() }
      if sign() == UInt8(ascii: "\n") { isOnNewLine = true }
      at += 1
    }
    at += 2
    guard isKept else { return }
    at = start
    try add(.text) { cutter throws(Unfinished) in try cutter.skip(to: "*/", after: 2) }
  }

  private mutating func skip(to end: StaticString, after count: Int) throws(Unfinished) {
    at += count
    while !starts(with: end) {
      guard at < source.count else { throw Unfinished() }
      at += 1
    }
    at += end.utf8CodeUnitCount
  }

  private mutating func string(_ quote: UInt8) throws(Unfinished) {
    try add(.text) { cutter throws(Unfinished) in
      cutter.at += 1
      while cutter.sign() != quote {
        guard cutter.at < cutter.source.count else { throw Unfinished() }
        cutter.at += cutter.sign() == UInt8(ascii: "\\") ? 2 : 1
      }
      cutter.at += 1
    }
  }

  /// From a backtick, or from the `}` of `${…}`, to the next `${` or to the end.
  private mutating func template() throws(Unfinished) {
    try add(.text) { cutter throws(Unfinished) in
      cutter.at += 1
      while cutter.sign() != UInt8(ascii: "`") {
        guard cutter.at < cutter.source.count else { throw Unfinished() }
        if cutter.starts(with: "${") {
          cutter.at += 2
          return cutter.braces.append(true)
        }
        cutter.at += cutter.sign() == UInt8(ascii: "\\") ? 2 : 1
      }
      cutter.at += 1
    }
  }

  private mutating func regularExpression() throws(Unfinished) {
    try add(.text) { cutter throws(Unfinished) in
      var isInClass = false
      repeat {
        cutter.at += cutter.sign() == UInt8(ascii: "\\") ? 2 : 1
        guard cutter.at < cutter.source.count, cutter.sign() != UInt8(ascii: "\n") else { throw Unfinished() }
        if cutter.sign() == UInt8(ascii: "[") { isInClass = true }
        if cutter.sign() == UInt8(ascii: "]") { isInClass = false }
      } while cutter.sign() != UInt8(ascii: "/") || isInClass
      cutter.at += 1
      cutter.skipWord()
    }
  }

  private mutating func skipWord() { while Self.isWord(sign()) { at += 1 } }

  private mutating func skipPrivateName() {
    at += 1
    skipWord()
  }

  private mutating func skipNumber() {
    while Self.isWord(sign()) || sign() == UInt8(ascii: ".") { at += 1 }
  }

  private mutating func skipSign() {
    if sign() == UInt8(ascii: "{") { braces.append(false) }
    if sign() == UInt8(ascii: "}") { _ = braces.popLast() }
    at += Self.secondSigns.contains(sign(1)) ? Self.signs.first { starts(with: $0) }?.utf8CodeUnitCount ?? 1 : 1
  }

  /// Signs of several letters, the longer ones first.
  private static let signs: [StaticString] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&",
    "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
  ]

  /// What a sign of several letters has in the second place.
  private static let secondSigns = Set("=>.&|?+-*<".utf8)

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
