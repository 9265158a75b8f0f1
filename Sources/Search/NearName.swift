/// Words that one letter put in, left out or changed, or two neighbours swapped, makes of a name (Damerau).
struct NearName: Equatable, Sendable {
  // Shorter words are near too many others.
  private static let shortest = 4
  private let name: [UInt8]
  private let first: UInt8, second: UInt8, lengths: ClosedRange<Int>

  /// Of these folded letters; nil when they are too few.
  init?(_ letters: [UInt8]) {
    guard letters.count >= Self.shortest else { return nil }
    (name, first, second) = (letters, letters[0], letters[1])
    // A letter has at most four bytes.
    lengths = max(Self.shortest, letters.count - 4)...letters.count + 4
  }

  /// Whether the word in this range is near; the name itself is.
  @inline(__always)
  func isNear(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard lengths.contains(range.count) else { return false }
    let (one, two) = (text[range.lowerBound], text[range.lowerBound &+ 1])
    // One edit leaves one of the first two letters where it was, or one place beside it.
    guard one == first || two == second || one == second || two == first else { return false }
    return Self.isNear(name, text.extracting(range))
  }

  private static func isNear(_ name: [UInt8], _ word: Span<UInt8>) -> Bool {
    if isASCII(name.span), isASCII(word) { return isNear(letters: name.span, word) }
    return isNear(letters: scalars(name.span).span, scalars(word).span)
  }

  private static func isASCII(_ word: Span<UInt8>) -> Bool {
    for index in word.indices where word[index] >= 0x80 { return false }
    return true
  }

  private static func scalars(_ word: Span<UInt8>) -> [Unicode.Scalar] {
    var bytes: [UInt8] = []
    for index in word.indices { bytes.append(word[index]) }
    return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }

  private static func isNear<Letter: Equatable>(letters left: Span<Letter>, _ right: Span<Letter>) -> Bool {
    guard left.count >= right.count else { return isNear(letters: right, left) }
    guard left.count &- right.count <= 1 else { return false }
    var same = 0
    while same < right.count, left[same] == right[same] { same &+= 1 }
    if left.count > right.count { return agree(left, same &+ 1, right, same) }
    if agree(left, same &+ 1, right, same &+ 1) { return true }
    guard same &+ 1 < left.count, left[same] == right[same &+ 1], left[same &+ 1] == right[same] else { return false }
    return agree(left, same &+ 2, right, same &+ 2)
  }

  /// Whether the rests from these places on are the same; they are as long as each other.
  private static func agree<Letter: Equatable>(
    _ left: Span<Letter>, _ start: Int, _ right: Span<Letter>, _ other: Int
  ) -> Bool {
    var (index, place) = (start, other)
    while index < left.count, place < right.count {
      guard left[index] == right[place] else { return false }
      (index, place) = (index &+ 1, place &+ 1)
    }
    return true
  }
}
