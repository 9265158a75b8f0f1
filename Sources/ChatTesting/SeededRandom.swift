/// The same numbers for the same seed, so that a failure can be played again.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  /// Starts the row of numbers that belongs to the seed.
  package init(_ seed: UInt64) { state = seed }

  /// The next number of the row (splitmix64).
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// So many bytes of it.
  package mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
