/// What a letter is searched as: small, and without its marks.
enum Letters {
  /// What a scalar is among words.
  enum Kind: Equatable {
    /// Between words.
    case space
    /// Nothing: a mark on the letter before.
    case mark
    case letter
    case digit
    /// A word of its own: these scripts put no spaces between words.
    case alone
  }

  /// What a scalar beyond ASCII is.
  static func kind(_ scalar: Unicode.Scalar) -> Kind {
    if isMark(scalar) { return .mark }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .spacingMark, .nonspacingMark:
      return .letter
    case .otherLetter: return isAlone(scalar) ? .alone : .letter
    case .decimalNumber: return .digit
    default: return .space
    }
  }

  /// Appends the scalar as it is searched, in UTF-8.
  static func append(_ scalar: Unicode.Scalar, _ kind: Kind, to bytes: inout [UInt8]) {
    if kind == .digit, let value = scalar.properties.numericValue, (0...9).contains(value) {
      return bytes.append(UInt8(ascii: "0") &+ UInt8(value))
    }
    for small in scalar.properties.lowercaseMapping.unicodeScalars where !isMark(small) {
      bytes += bases[small] ?? Array(String(small).utf8)
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
    // The points of Hebrew and the vowel marks of Arabic, which most people leave out.
    case 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x64B...0x65F, 0x670: true
    default: false
    }
  }

  // Thai, Lao, Burmese, Khmer, Chinese, Japanese.
  private static func isAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x312F, 0x31A0...0x9FFF, 0xF900...0xFAFF: true
    case 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Letters with marks by their plain ones: the standard library knows `LATIN SMALL LETTER E WITH ACUTE` by that name.
  private static let bases: [Unicode.Scalar: [UInt8]] = {
    let ranges: [ClosedRange<UInt32>] = [0x61...0x7A, 0xDF...0x24F, 0x3AC...0x52F, 0x1E00...0x1FFF]
    let letters = ranges.joined().compactMap { Unicode.Scalar($0) }
    var named: [String: Unicode.Scalar] = [:]
    for letter in letters { if let name = letter.properties.name { named[name] = letter } }
    var bases: [Unicode.Scalar: [UInt8]] = [:]
    for (name, letter) in named {
      guard let end = name.firstRange(of: " WITH ")?.lowerBound, let base = named[String(name[..<end])] else {
        continue
      }
      bases[letter] = Array((others[base] ?? String(base)).utf8)
    }
    for (letter, base) in others { bases[letter] = Array(base.utf8) }
    return bases
  }()

  // Those whose names do not say it.
  private static let others: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ĸ": "k", "ŋ": "n", "ς": "σ", "ё": "е", "й": "и",
    "ї": "і",
  ]
}

extension String {
  fileprivate func firstRange(of text: String) -> Range<Index>? { ranges(of: text).first }
}
