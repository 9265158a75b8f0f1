/// Which names of a script may be shorter: private names of classes, and names of variables, functions and parameters.
///
/// A name is only renamed where its declaration is seen, and everywhere in the script alike, to one that no other name of
/// the script is. So no two names become one and none is hidden by another. Names that are a property too where they stand
/// (`{ name }`), and those that pages know by themselves (`close`), stay.
struct ScriptNames {
  private let tokens: [ScriptToken]
  private let places: [ScriptPlace]

  /// The tokens with shorter names.
  static func shortened(_ tokens: [ScriptToken]) -> [ScriptToken] {
    let names = ScriptNames(tokens: tokens, places: ScriptPlace.places(of: tokens))
    let (variables, privates) = (names.shorter(names.variables()), names.shorter(names.count(.privateName), "#"))
    return zip(tokens, names.places).map { token, place in
      var token = token
      if token.kind == .privateName, let short = privates[token.text] { token.text = short }
      if token.kind == .word, place != .property, let short = variables[token.text] { token.text = short }
      return token
    }
  }

  /// How often each variable stands that may be renamed.
  private func variables() -> [String: Int] {
    var (counts, kept, declared): ([String: Int], Set<String>, Set<String>) = ([:], Self.kept, [])
    for (token, place) in zip(tokens, places) where token.kind == .word && place != .property {
      counts[token.text, default: 0] += 1
      if place == .both { kept.insert(token.text) }
      if place == .declaration { declared.insert(token.text) }
    }
    return counts.filter { declared.contains($0.key) && !kept.contains($0.key) && $0.key.utf8.count > 1 }
  }

  private func count(_ kind: ScriptToken.Kind) -> [String: Int] {
    tokens.filter { $0.kind == kind }.reduce(into: [:]) { $0[$1.text, default: 0] += 1 }
  }

  /// Short names for these, the shortest for those that stand most often.
  private func shorter(_ counts: [String: Int], _ prefix: String = "") -> [String: String] {
    let taken = Set(tokens.lazy.map(\.text)).subtracting(counts.keys)
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var (short, number): ([String: String], Int) = ([:], 0)
    for (name, _) in sorted {
      var next: String
      repeat {
        next = prefix + Self.letters(number)
        number += 1
      } while taken.contains(next) || Self.keywords.contains(next)
      short[name] = next
    }
    return short
  }

  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

  /// The names in order of length: a, b, … Z, aa, ba, ….
  private static func letters(_ number: Int) -> String {
    var (text, rest) = ("", number)
    repeat {
      text.append(alphabet[rest % alphabet.count])
      rest = rest / alphabet.count - 1
    } while rest >= 0
    return text
  }

  private static let keywords: Set = ["as", "do", "if", "in", "is", "of"]

  /// Keywords that stand where a declared name may, and properties of `window` that are likely names of variables, too:
  /// where a script does not declare such a name, it is the window's.
  private static let kept: Set = [
    "arguments", "async", "await", "blur", "close", "closed", "confirm", "document", "event", "extends", "external",
    "find", "focus", "frames", "history", "length", "location", "name", "navigator", "open", "opener", "origin",
    "parent", "print", "prompt", "screen", "scroll", "self", "status", "stop", "super", "this", "top", "undefined",
    "window",
  ]
}
