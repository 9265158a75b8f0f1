/// What a word of a script is where it stands.
enum ScriptPlace {
  /// The name of something's property: behind a point, before a colon, of a method or a field.
  case property
  /// A variable and a property at once, as in `{ name }`; or an exported name.
  case both
  /// A variable, or a keyword.
  case variable
  /// A variable where it is declared, as far as that is seen: `const a`, `const [a]`, `const { b: a }`, `(a) =>`, `f(a) {`.
  case declaration

  /// The place of each token; of those that are no words it says nothing.
  static func places(of tokens: [ScriptToken]) -> [ScriptPlace] {
    var finder = PlaceFinder(tokens: tokens)
    for index in tokens.indices { finder.take(index) }
    return finder.places
  }
}

/// Goes through the tokens with the open brackets in mind.
private struct PlaceFinder {
  private enum Bracket { case round, square, object, classBody, block, template }

  private struct Frame {
    let bracket: Bracket
    /// Its first token.
    let start: Int
    /// `a ? b : c` whose colon has not come.
    var questions = 0
    /// Words that are declared here, should this turn out to be a declaration.
    var candidates: [Int] = []
  }

  let tokens: [ScriptToken]
  var places: [ScriptPlace]
  private var frames = [Frame(bracket: .block, start: 0)]
  private var isClassDue = false
  private var isLabel = false

  init(tokens: [ScriptToken]) {
    self.tokens = tokens
    places = Array(repeating: .variable, count: tokens.count)
  }

  private func token(_ index: Int) -> ScriptToken? { tokens.indices.contains(index) ? tokens[index] : nil }

  private var bracket: Bracket { frames.last?.bracket ?? .block }

  mutating func take(_ index: Int) {
    let token = tokens[index]
    switch token.kind {
    case .word: word(index)
    case .sign: sign(token.text, index)
    case .text:
      if token.text.hasPrefix("}") { close(index) }
      if token.text.hasSuffix("${") { frames.append(Frame(bracket: .template, start: index)) }
    case .privateName: break
    }
  }

  private mutating func sign(_ sign: String, _ index: Int) {
    switch sign {
    case "(": frames.append(Frame(bracket: .round, start: index))
    case "[": frames.append(Frame(bracket: .square, start: index))
    case "{":
      frames.append(Frame(bracket: brace(index), start: index))
      isClassDue = false
    case ")", "]", "}": close(index)
    case "?": frames[frames.count - 1].questions += 1
    case ":":
      isLabel = frames[frames.count - 1].questions == 0
      if !isLabel { frames[frames.count - 1].questions -= 1 }
    default: break
    }
  }

  /// What a `{` opens.
  private func brace(_ index: Int) -> Bracket {
    if isClassDue { return .classBody }
    guard let before = token(index - 1) else { return .block }
    if before.isWord("else", "try", "finally", "do", "catch", "static") { return .block }
    if before.isSign(")", "=>", ";", "{", "}") { return .block }
    // The colon of `case 1:` begins statements, every other one an expression.
    return before.isSign(":") && isLabel && bracket == .block ? .block : .object
  }

  private mutating func close(_ index: Int) {
    guard frames.count > 1, let frame = frames.popLast() else { return }
    let before = token(frame.start - 1)
    let isDeclaration =
      switch frame.bracket {
      case .round: isParameters(before, behind: token(index + 1))
      case .square, .object: before?.isWord("const", "let") == true
      case .classBody, .block, .template: false
      }
    guard isDeclaration else { return }
    for candidate in frame.candidates where places[candidate] == .variable { places[candidate] = .declaration }
  }

  private func isParameters(_ before: ScriptToken?, behind: ScriptToken?) -> Bool {
    guard let behind else { return false }
    return behind.isSign("=>") || behind.isSign("{") && before?.isWord("if", "while", "for", "switch") == false
  }

  private mutating func word(_ index: Int) {
    let (before, behind) = (token(index - 1), token(index + 1))
    if before?.isSign(".", "?.") == true { return places[index] = .property }
    switch bracket {
    case .object: places[index] = inObject(index, before, behind)
    case .classBody:
      let isName = before?.isSign("{", ";", "}", "*") == true || before?.isWord("static", "get", "set", "async") == true
      places[index] = isName ? .property : .variable
    case .round, .square, .block, .template: break
    }
    if tokens[index].text == "class", places[index] == .variable { isClassDue = true }
    let isFirst = before?.isSign("(", "[", ",") == true || bracket == .object && before?.isSign(":") == true
    if isFirst { frames[frames.count - 1].candidates.append(index) }
    let isNamed = before?.isWord("const", "let", "function", "class") == true
    if places[index] == .variable, isNamed || behind?.isSign("=>") == true {
      let isExported =
        isNamed && (token(index - 2)?.isWord("export") == true || token(index - 3)?.isWord("export") == true)
      places[index] = isExported ? .both : .declaration
    }
  }

  private func inObject(_ index: Int, _ before: ScriptToken?, _ behind: ScriptToken?) -> ScriptPlace {
    guard before?.isSign("{", ",") == true else {
      let isMethod = before?.isWord("get", "set", "async") == true && token(index - 2)?.isSign("{", ",") == true
      return isMethod ? .property : .variable
    }
    return behind?.isSign(",", "}", "=") == true ? .both : .property
  }
}
