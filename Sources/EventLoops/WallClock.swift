import Glibc
package import Primitives

/// The clock on the wall, by the system's time zone or the one that was chosen.
package enum WallClock {
  /// A moment from which the wall is that far ahead of UTC.
  package typealias Change = (from: Instant, offset: Milliseconds)

  /// Has the wall hang in that zone for the rest of the process's life; false when the system knows no such zone.
  ///
  /// Call it before there are threads that may read the environment.
  package static func choose(_ zone: String) -> Bool {
    let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
    var found = stat()
    guard !zone.contains(".."), stat("\(folder)/\(zone)", &found) == 0, found.st_mode & S_IFMT == S_IFREG else {
      return false
    }
    setenv("TZ", zone, 1)
    tzset()
    return true
  }

  /// How far the wall is ahead of UTC from `first` to `last`: the first change is at `first` itself.
  package static func changes(from first: Instant, through last: Instant) -> [Change] {
    var changes: [Change] = [(first, offset(at: first))]
    var week = first
    while week < last {
      // No zone changes its clock twice in a week.
      let next = min(last, week + .seconds(7 * 86_400))
      if offset(at: next) != offset(at: week) { changes.append((change(week, next), offset(at: next))) }
      week = next
    }
    return changes
  }

  /// What the zone is called: as it was set, as the system's file is called, or its abbreviation.
  package static var zone: String {
    if let set = getenv("TZ").map({ String(cString: $0) }), let name = name(set) { return name }
    if let file = realpath("/etc/localtime", nil) {
      defer { free(file) }
      if let name = name(String(cString: file)) { return name }
    }
    var (now, local) = (time(nil), tm())
    localtime_r(&now, &local)
    return local.tm_zone.map { String(cString: $0) } ?? "UTC"
  }

  // `:Europe/Oslo`, `/usr/share/zoneinfo/Europe/Oslo`: what comes last; a rule such as `EST5EDT,M3.2.0` is no name.
  private static func name(_ text: String) -> String? {
    let folder = "/zoneinfo/"
    let bytes = Array(text.utf8)
    var start = bytes.first == UInt8(ascii: ":") ? 1 : 0
    for place in bytes.indices where bytes[place...].starts(with: folder.utf8) { start = place + folder.utf8.count }
    let name = String(decoding: bytes[start...], as: UTF8.self)
    return name.contains("/") && !name.hasPrefix("/") || name == "UTC" ? name : nil
  }

  private static func offset(at moment: Instant) -> Milliseconds {
    var (time, local) = (time_t(moment.milliseconds / 1_000), tm())
    localtime_r(&time, &local)
    return .seconds(Int64(local.tm_gmtoff))
  }

  /// The first second in which the offset of `after` holds.
  private static func change(_ before: Instant, _ after: Instant) -> Instant {
    let wanted = offset(at: after)
    var (low, high) = (before.milliseconds / 1_000, after.milliseconds / 1_000)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(at: Instant(milliseconds: middle * 1_000)) == wanted { high = middle } else { low = middle }
    }
    return Instant(milliseconds: high * 1_000)
  }
}
