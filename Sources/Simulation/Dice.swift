import Primitives

/// Chance that repeats itself for the same seed (splitmix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// At least 0 and less than 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func happens(_ odds: Double) -> Bool { fraction() < odds }

  /// Anywhere before the end of the span.
  mutating func within(_ span: Milliseconds) -> Milliseconds { scaled(span, fraction()) }

  /// Mostly shorter than the mean, now and then much longer (exponential).
  mutating func around(_ mean: Milliseconds) -> Milliseconds { scaled(mean, -logarithm(1 - fraction())) }

  private func scaled(_ span: Milliseconds, _ factor: Double) -> Milliseconds {
    Milliseconds(Int64(exactly: (Double(span.count) * factor).rounded(.down)) ?? .max)
  }
}

/// ln(x) for x > 0, to 10 digits: pure rooms have no mathematics library.
func logarithm(_ x: Double) -> Double {
  let z = (x.significand - 1) / (x.significand + 1)
  var (sum, power) = (0.0, z)
  for odd in stride(from: 1.0, through: 21, by: 2) {
    sum += power / odd
    power *= z * z
  }
  return Double(x.exponent) * 0.693_147_180_559_945_3 + 2 * sum
}
