extension JSONReader {
  /// Reads a whole number; `1.0` and `1e3` are of another type.
  package mutating func int() throws(JSONError) -> Int {
    let start = try startOfNumber()
    let scan = try scanNumber()
    guard scan.isWhole else { throw .type(at: start) }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    var value = 0
    for place in (isNegative ? start &+ 1 : start)..<scan.end {
      let digit = Int(bytes[place] &- UInt8(ascii: "0"))
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isStillTooLarge) =
        isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      guard !isTooLarge, !isStillTooLarge else { throw .range(at: start) }
      value = sum
    }
    return value
  }

  /// Reads any number; what no double can hold is out of range.
  package mutating func double() throws(JSONError) -> Double {
    let start = try startOfNumber()
    let scan = try scanNumber()
    var text = ""
    for place in start..<scan.end { text.unicodeScalars.append(Unicode.Scalar(bytes[place])) }
    guard let value = Double(text), value.isFinite else { throw .range(at: start) }
    return value
  }

  /// Where a number ends, and whether it has neither fraction nor exponent.
  struct NumberScan {
    var end: Int
    var isWhole: Bool
  }

  /// RFC 8259 6: no leading zeros, no bare point, no plus sign in front.
  mutating func scanNumber() throws(JSONError) -> NumberScan {
    if byte == UInt8(ascii: "-") { index &+= 1 }
    if byte == UInt8(ascii: "0") { index &+= 1 } else { try digits() }
    var isWhole = true
    if byte == UInt8(ascii: ".") {
      isWhole = false
      index &+= 1
      try digits()
    }
    if let letter = byte, letter | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      index &+= 1
      if let sign = byte, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index &+= 1 }
      try digits()
    }
    return NumberScan(end: index, isWhole: isWhole)
  }

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func startOfNumber() throws(JSONError) -> Int {
    guard try kind() == .number else { throw .type(at: index) }
    return index
  }

  private mutating func digits() throws(JSONError) {
    let start = index
    while let digit = byte, digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") { index &+= 1 }
    guard index > start else { throw .syntax(at: index) }
  }
}
