package import ChatDomain
package import Primitives

/// How long the sites keep their talks.
package struct Retention: Sendable {
  private let days: [SiteID: Int]

  /// As their files say.
  package init(_ sites: [SiteFile]) {
    days = Dictionary(sites.compactMap { site in site.keepDays.map { (site.id, $0) } }) { $1 }
  }

  /// Talks that began later are kept in any case; nil: all are.
  package func latestStart(at now: Instant) -> Instant? { days.values.min().map { now + Self.span($0, -1) } }

  /// Whether these are the lines of a talk that ended longer ago than its site keeps it.
  package func isOver(_ entries: some BidirectionalCollection<Entry>, at now: Instant) -> Bool {
    guard case .opened(let opening)? = entries.first?.fact, let days = days[opening.site] else { return false }
    // Who was proved just after the end stands behind it.
    let end = entries.last { if case .ended = $0.fact { true } else { false } }
    guard let end else { return false }
    return end.at + Self.span(days, 1) <= now
  }

  private static func span(_ days: Int, _ sign: Int64) -> Milliseconds { .seconds(sign &* Int64(days) &* 86_400) }
}
