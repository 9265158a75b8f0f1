/// A name as it looks at a glance: without case, accents, spaces and punctuation, letters of other alphabets by the
/// Latin ones they resemble.
///
/// Two names that look alike to a hurried reader are equal; a few that do not may be equal, too.
package struct LookAlike: Hashable, Sendable {
  private let letters: String

  /// How the name looks.
  package init(_ name: String) {
    var letters = ""
    for scalar in name.unicodeScalars { letters += Self.look(of: scalar) }
    self.letters = letters.replacing("rn", with: "m").replacing("vv", with: "w")
  }

  /// Whether a name looks like this one, or begins like it and goes on behind a comma, a dot or the like.
  package func resembles(_ name: String) -> Bool { Self.looks(of: name).contains(self) }

  /// How a name looks as a whole and up to the first comma, dot or the like; what has no letters is left out.
  package static func looks(of name: String) -> [LookAlike] {
    let beginning = name.prefix { !stops.contains($0) }
    return [LookAlike(name), LookAlike(String(beginning))].filter { !$0.letters.isEmpty }
  }

  private static let stops: Set<Character> = [",", "·", ":", ";", "(", "[", "{", "|", "–", "—", "•", "/", "\\", "<"]

  private static func look(of scalar: Unicode.Scalar) -> String {
    if let look = resemblances[scalar] { return look }
    guard !scalar.isASCII else { return scalar.properties.isAlphabetic ? plain(scalar) : digit(scalar) }
    guard let base = latinBase(of: scalar) else {
      return scalar.properties.isAlphabetic ? scalar.properties.lowercaseMapping : ""
    }
    return plain(base)
  }

  private static func plain(_ letter: Unicode.Scalar) -> String {
    // A capital i and a small L are one stroke in most typefaces.
    let small = letter.properties.lowercaseMapping
    return small == "l" ? "i" : small
  }

  private static func digit(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "0": "o"
    case "1", "|", "!": "i"
    case "2"..."9": String(scalar)
    default: ""
    }
  }

  /// The plain letter of one with a mark, a wide, a circled or a mathematical one: Unicode's name for it ends with it.
  private static func latinBase(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard let name = scalar.properties.name, name.contains("LATIN") || name.hasPrefix("MATHEMATICAL") else {
      return nil
    }
    let words = name.split(separator: " ")
    let end = words.firstIndex(of: "WITH") ?? words.endIndex
    guard end > 0, words[end - 1].unicodeScalars.count == 1 else { return nil }
    return words[end - 1].unicodeScalars.first
  }

  /// Letters of other alphabets that look like Latin ones, large and small by themselves.
  private static let resemblances: [Unicode.Scalar: String] = {
    let alphabets = [
      ("АВЕКМНОРСТУХЅІЈԀԚԜ", "abekmhopctyxsijdqw"), ("авекмнорстухѕіјһԁԛԝӏ", "abekmhopctyxsijhdqwi"),
      ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"), ("αβγεικνορτυχω", "abyeikvoptuxw"), ("ıℓ", "ii"),
    ]
    var resemblances: [Unicode.Scalar: String] = [:]
    for (theirs, ours) in alphabets {
      for (letter, look) in zip(theirs.unicodeScalars, ours.unicodeScalars) { resemblances[letter] = String(look) }
    }
    return resemblances
  }()
}
