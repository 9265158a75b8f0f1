/// A moment as milliseconds since 1970 (UTC), handed in by the shell: pure code never asks for the time.
package struct Instant: Comparable, Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var milliseconds: Int64

  /// Makes a moment from its milliseconds since 1970.
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Whether the left moment comes first.
  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  /// The moment `span` after this one; saturates instead of trapping.
  package static func + (instant: Instant, span: Milliseconds) -> Instant {
    let (sum, overflow) = instant.milliseconds.addingReportingOverflow(span.count)
    return Instant(milliseconds: overflow ? (span.count < 0 ? .min : .max) : sum)
  }

  /// The moment `span` before this one; saturates instead of trapping.
  package static func - (instant: Instant, span: Milliseconds) -> Instant {
    let (difference, overflow) = instant.milliseconds.subtractingReportingOverflow(span.count)
    return Instant(milliseconds: overflow ? (span.count < 0 ? .max : .min) : difference)
  }

  /// The span from the right moment to the left one.
  package static func - (left: Instant, right: Instant) -> Milliseconds {
    let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(right.milliseconds)
    return Milliseconds(overflow ? (left.milliseconds < 0 ? .min : .max) : difference)
  }
}

/// A span of time in whole milliseconds.
package struct Milliseconds: Comparable, Hashable, Sendable {
  /// How many milliseconds; negative points back in time.
  package var count: Int64

  /// Makes a span of `count` milliseconds.
  package init(_ count: Int64) { self.count = count }

  /// A span of whole seconds.
  package static func seconds(_ seconds: Int64) -> Milliseconds { Milliseconds(seconds &* 1000) }

  /// A span of whole milliseconds.
  package static func milliseconds(_ count: Int64) -> Milliseconds { Milliseconds(count) }

  /// Both spans one after the other; wraps around instead of trapping.
  package static func + (left: Milliseconds, right: Milliseconds) -> Milliseconds {
    Milliseconds(left.count &+ right.count)
  }

  /// How much longer the left span is; wraps around instead of trapping.
  package static func - (left: Milliseconds, right: Milliseconds) -> Milliseconds {
    Milliseconds(left.count &- right.count)
  }

  /// Whether the left span is shorter.
  package static func < (left: Milliseconds, right: Milliseconds) -> Bool { left.count < right.count }
}
