package import Primitives

/// The Date line of an answer (RFC 9110 5.6.7); make one a second and share it.
package struct HTTPDate: Sendable, Equatable {
  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  package let text: String

  /// The moment as HTTP writes it.
  package init(_ instant: Instant) {
    let civil = CivilTime(instant)
    let days = Int(instant.milliseconds / 86_400_000)
    // 1970 began on a Thursday.
    let day = Self.days[((days + 4) % 7 + 7) % 7]
    let month = Self.months[(civil.month - 1) % 12]
    let time = [civil.hour, civil.minute, civil.second].map(Self.two).joined(separator: ":")
    text = "\(day), \(Self.two(civil.day)) \(month) \(civil.year) \(time) GMT"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
