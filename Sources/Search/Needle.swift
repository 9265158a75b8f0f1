/// Folded words to be found one behind the other, the last as a beginning: ` blue kett`.
package struct Needle: Equatable, Sendable {
  /// Its bytes, the first of them a space: so it is found where words begin.
  package let bytes: [UInt8]
  // The two places whose bytes are seldom in most texts: where these agree, the rest is compared.
  private let first: Int, second: Int
  private let firstPattern: UInt64, secondPattern: UInt64

  /// What folded words are to be found; nil for none.
  init?(_ folded: FoldedText) {
    guard folded.bytes.count > 1 else { return nil }
    let letters = folded.bytes
    let places = letters.indices.sorted { (Self.rarity(letters[$0]), $0) > (Self.rarity(letters[$1]), $1) }
    bytes = letters
    (first, second) = (places[0], places[1])
    firstPattern = UInt64(bytes[first]) &* 0x0101_0101_0101_0101
    secondPattern = UInt64(bytes[second]) &* 0x0101_0101_0101_0101
  }

  // Common letters first; what is not among them is rarer than all.
  private static let commonest = Array(" etaoinsrhldcumfpgwybvk".utf8)

  private static func rarity(_ byte: UInt8) -> Int { commonest.firstIndex(of: byte) ?? commonest.count }

  /// Where it first stands within the range; nil when it does not.
  ///
  /// Eight places at a time: a byte of `differences` is zero where both chosen bytes agree.
  package func find(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let raw = unsafe bytes.bytes
    var start = range.lowerBound
    let last = range.upperBound &- self.bytes.count
    // The eight bytes read ahead of the later place must be there.
    let lastWord = Swift.min(last, bytes.count &- 8 &- max(first, second))
    while start <= lastWord {
      let left = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: start &+ first, as: UInt64.self)
      let right = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: start &+ second, as: UInt64.self)
      let differences = (left ^ firstPattern) | (right ^ secondPattern)
      var zeros = (differences &- 0x0101_0101_0101_0101) & ~differences & 0x8080_8080_8080_8080
      while zeros != 0 {
        let place = start &+ zeros.trailingZeroBitCount &>> 3
        if place <= last, stands(at: place, in: bytes) { return place }
        zeros &= zeros &- 1
      }
      start &+= 8
    }
    while start <= last {
      if stands(at: start, in: bytes) { return start }
      start &+= 1
    }
    return nil
  }

  private func stands(at place: Int, in text: Span<UInt8>) -> Bool {
    for index in bytes.indices where text[place &+ index] != bytes[index] { return false }
    return true
  }
}
