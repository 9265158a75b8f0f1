package import ChatDomain

extension Shift {
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Reads hours as people write them, `mon-fri 09:00-17:00`; nil when they can't be understood.
  package init?(hours: String) {
    let parts = hours.lowercased().split(separator: " ")
    guard parts.count == 2, let days = Self.days(parts[0]) else { return nil }
    let times = parts[1].split(separator: "-", omittingEmptySubsequences: false)
    guard times.count == 2, let start = Self.minute(times[0]), let end = Self.minute(times[1]), start < end else {
      return nil
    }
    self.init(days: days, start: start)
  }

  private static func days(_ text: Substring) -> Set<Int>? {
    let names = text.split(separator: "-", omittingEmptySubsequences: false)
    let found = names.compactMap { weekdays.firstIndex(of: String($0)) }
    guard found.count == names.count, found.count <= 2, let first = found.first, let last = found.last else {
      return nil
    }
    // From Saturday to Monday is a weekend with a day.
    return Set(first <= last ? Array(first...last) : Array(first...6) + Array(0...last))
  }

  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isNumber) }) else { return nil }
    guard let hour = Int(parts[0]), let minute = Int(parts[1]), (0...24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return hour == 24 && minute > 0 ? nil : hour * 60 + minute
  }
}
