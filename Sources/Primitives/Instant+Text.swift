extension Instant {
  /// RFC 3339 in UTC with milliseconds: `2026-11-22T14:02:07.512Z`.
  package var text: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `text` as ASCII: every durable line has one.
  package func append(to bytes: inout [UInt8]) {
    let parts = CivilTime(self)
    var letters = InlineArray<24, UInt8>(repeating: UInt8(ascii: "-"))
    put(parts.year, 0..<4, into: &letters)
    put(parts.month, 5..<7, into: &letters)
    put(parts.day, 8..<10, "T", into: &letters)
    put(parts.hour, 11..<13, ":", into: &letters)
    put(parts.minute, 14..<16, ":", into: &letters)
    put(parts.second, 17..<19, ".", into: &letters)
    put(parts.millisecond, 20..<23, "Z", into: &letters)
    guard !(0...9_999).contains(parts.year) else { return bytes.append(copying: letters.span) }
    // A clock that is wrong by millennia still gives a text.
    bytes += Array("\(parts.year)".utf8)
    bytes.append(copying: letters.span.extracting(4...))
  }

  private func put(
    _ number: Int, _ places: Range<Int>, _ sign: Unicode.Scalar = "-", into letters: inout InlineArray<24, UInt8>
  ) {
    var rest = UInt(bitPattern: number)
    for place in places.reversed() {
      letters[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    letters[places.upperBound] = UInt8(ascii: sign)
  }

  /// Reads `text` back; nil unless it has exactly that shape, in UTC, and names a real moment.
  package init?(text: String) { self.init(ascii: Array(text.utf8).span) }

  /// The same from bytes: every line of a transcript has one.
  package init?(ascii bytes: Span<UInt8>) {
    guard bytes.count == 24 else { return nil }
    for index in bytes.indices {
      let byte = bytes[index]
      switch index {
      case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
      case 10: guard byte == UInt8(ascii: "T") else { return nil }
      case 13, 16: guard byte == UInt8(ascii: ":") else { return nil }
      case 19: guard byte == UInt8(ascii: ".") else { return nil }
      case 23: guard byte == UInt8(ascii: "Z") else { return nil }
      default: guard byte >= 0x30, byte <= 0x39 else { return nil }
      }
    }
    let civil = CivilTime(
      year: number(bytes, 0..<4), month: number(bytes, 5..<7), day: number(bytes, 8..<10),
      hour: number(bytes, 11..<13), minute: number(bytes, 14..<16), second: number(bytes, 17..<19),
      millisecond: number(bytes, 20..<23))
    let instant = civil.instant
    // A 31st of February folds into March: it does not come back as it was written.
    guard CivilTime(instant) == civil else { return nil }
    self = instant
  }
}

/// A moment taken apart into the fields of the UTC calendar.
package struct CivilTime: Equatable, Sendable {
  /// The calendar year, month (1-12) and day (1-31).
  package var year: Int, month: Int, day: Int
  /// The time of day; no leap seconds.
  package var hour: Int, minute: Int, second: Int, millisecond: Int

  /// Puts the fields side by side without checking their ranges.
  package init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int) {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second, self.millisecond) = (hour, minute, second, millisecond)
  }

  /// Takes a moment apart (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
  package init(_ instant: Instant) {
    let days = Int(floorDivided(instant.milliseconds, 86_400_000))
    let rest = Int(instant.milliseconds &- Int64(days) &* 86_400_000)
    let shifted = days + 719_468
    let era = Int(floorDivided(Int64(shifted), 146_097))
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
    (second, millisecond) = (rest / 1_000 % 60, rest % 1_000)
  }

  /// The moment these fields name; out-of-range fields carry over (days_from_civil of the same source).
  package var instant: Instant {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = Int(floorDivided(Int64(shiftedYear), 400))
    let yearOfEra = shiftedYear - era * 400
    let marchMonth = month > 2 ? month - 3 : month + 9
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153 * marchMonth + 2) / 5 + day - 1
    let days = Int64(era * 146_097 + dayOfEra - 719_468)
    let time = Int64(((hour * 60 + minute) * 60 + second) * 1_000 + millisecond)
    return Instant(milliseconds: days &* 86_400_000 &+ time)
  }
}

private func floorDivided(_ number: Int64, _ by: Int64) -> Int64 {
  let quotient = number / by
  return number % by < 0 ? quotient - 1 : quotient
}

private func number(_ digits: Span<UInt8>, _ range: Range<Int>) -> Int {
  var number = 0
  for index in range { number = number &* 10 &+ Int(digits[index] &- 0x30) }
  return number
}
