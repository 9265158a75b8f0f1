/// A short text that a stranger chose (a name, a title, an address), fit to be drawn beside other words.
///
/// Letters that change how the words around them are drawn are taken out: direction letters, zero-width letters,
/// controls, tags, and combining marks beyond a few on one letter. What a script or an emoji needs stays.
struct Label {
  /// Marks kept on one letter: Tibetan and pointed Hebrew need three, nobody's name more than four.
  private static let marksOnOneLetter = 4

  private var kept = String.UnicodeScalarView()
  private var marks = 0
  /// The white space since the last letter, as it will be written when another letter follows.
  private var gap: Unicode.Scalar?

  private enum Kind { case letter, space, mark, joiner, variation, invisible }

  /// The text as it may be drawn; empty when nothing of it can be seen.
  static func cleaned(_ text: String) -> String {
    guard !isPlain(text) else { return text }
    var label = Label()
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let next = scalars.index(after: index)
      label.take(scalars[index], before: next < scalars.endIndex ? scalars[next] : nil)
    }
    return String(label.kept)
  }

  /// Printable ASCII with single spaces between words: most labels, and told without a table.
  private static func isPlain(_ text: String) -> Bool {
    var isAfterSpace = true
    for byte in text.utf8 {
      guard (0x20...0x7E).contains(byte), byte != 0x20 || !isAfterSpace else { return false }
      isAfterSpace = byte == 0x20
    }
    return !isAfterSpace || text.isEmpty
  }

  private mutating func take(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
    switch Self.kind(scalar) {
    case .letter:
      marks = 0
      put(scalar)
    case .space: if gap == nil { gap = scalar.isLineSpace ? scalar : " " }
    case .mark:
      guard gap == nil, !kept.isEmpty, marks < Self.marksOnOneLetter else { return }
      marks += 1
      put(scalar)
    case .joiner: if gap == nil, let last = kept.last, scalar.joins(last, next) { put(scalar) }
    case .variation: if gap == nil, let last = kept.last, scalar.varies(last) { put(scalar) }
    case .invisible: break
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if let gap, !kept.isEmpty { kept.append(gap) }
    gap = nil
    kept.append(scalar)
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x200C, 0x200D: return .joiner
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180D, 0x180F: return .variation
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark where !scalar.isInvisible, .enclosingMark: return .mark
    case .control: return .space
    default: break
    }
    if scalar.properties.isWhitespace || scalar.isEmptyBraille { return .space }
    return scalar.isInvisible ? .invisible : .letter
  }
}

extension String {
  /// The text as it may be drawn as a name, a title or an address among other words; empty when nothing can be seen.
  package var label: String { Label.cleaned(self) }
}

extension Unicode.Scalar {
  /// Whether nothing is drawn for it, or only the letters around it are drawn otherwise; white space is another matter.
  var isInvisible: Bool {
    properties.isDefaultIgnorableCodePoint || (0xFFF9...0xFFFB).contains(value)
      || properties.generalCategory == .control
  }

  /// The cell without a dot.
  var isEmptyBraille: Bool { value == 0x2800 }

  /// White space within a line, which a name may have as it is: `U+3000` between Japanese names.
  fileprivate var isLineSpace: Bool { properties.generalCategory == .spaceSeparator }

  /// Whether a joiner between these two changes how they are drawn, as writing needs it.
  fileprivate func joins(_ last: Unicode.Scalar, _ next: Unicode.Scalar?) -> Bool {
    let isJoiner = value == 0x200D
    if isJoiner, last.isEmojiPart, let next, next.properties.isEmoji { return true }
    let isVirama = last.properties.canonicalCombiningClass.rawValue == 9
    if isJoiner, isVirama { return true }
    guard let next else { return false }
    return (last.isOfJoiningScript || isVirama) && next.isOfJoiningScript
  }

  /// Whether the letter has variants that this selector chooses from.
  fileprivate func varies(_ last: Unicode.Scalar) -> Bool {
    switch value {
    case 0xFE00...0xFE0F: last.properties.isEmoji || last.value >= 0x2000 && !last.isSelector
    case 0xE0100...0xE01EF: last.properties.isIdeographic
    default: (0x1800...0x18AF).contains(last.value) && !last.isSelector
    }
  }

  private var isSelector: Bool { properties.isVariationSelector }

  private var isEmojiPart: Bool { value == 0xFE0F || value > 0xFF && properties.isEmoji }

  /// Arabic, Syriac, the scripts of India and its neighbours, Mongolian, Adlam: what joins letters.
  private var isOfJoiningScript: Bool {
    switch value {
    case 0x620...0x7FF, 0x840...0xDFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1800...0x18AF, 0x1B00...0x1BFF: true
    case 0xA840...0xA87F, 0xA980...0xA9DF, 0xAAE0...0xAAFF, 0xABC0...0xABFF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: true
    case 0x10A00...0x11FFF, 0x1E900...0x1E95F: true
    default: false
    }
  }
}
