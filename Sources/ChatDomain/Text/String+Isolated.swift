extension String {
  /// The text for a line of a terminal or a printed file, so that its direction ends where it ends.
  ///
  /// Text that runs to the left, or holds direction letters, stands between a first strong isolate (`U+2068`) and its
  /// end (`U+2069`); all other text is as it was.
  package var isolated: String {
    guard unicodeScalars.contains(where: { $0.turnsLine }) else { return self }
    var (isolated, depth) = (String.UnicodeScalarView("\u{2068}".unicodeScalars), 0)
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x2066...0x2068: depth += 1
      // One more end than beginnings would end the isolate around it.
      case 0x2069 where depth == 0: continue
      case 0x2069: depth -= 1
      default: break
      }
      isolated.append(scalar)
    }
    isolated.append(contentsOf: repeatElement("\u{2069}", count: depth + 1))
    return String(isolated)
  }
}

extension Unicode.Scalar {
  /// Whether it is written to the left, or says in which direction others are.
  fileprivate var turnsLine: Bool {
    guard value >= 0x590 else { return false }
    return switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
