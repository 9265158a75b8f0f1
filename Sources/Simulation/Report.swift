import ChatDomain

/// How an outcome is written for people: one block of a few lines.
package struct Report: CustomStringConvertible {
  private let title: String
  private let outcome: Outcome

  /// Names an outcome.
  package init(_ title: String, _ outcome: Outcome) { (self.title, self.outcome) = (title, outcome) }

  /// The block.
  package var description: String {
    let rings = outcome.rings
    return """
      \(title)
                         6 s    12 s    18 s    30 s    60 s
        picked up   \(row(outcome.pickedUpShares))
        human words \(row(outcome.answeredShares))
        answered on ring 1: \(rings.first)  2: \(rings.second)  3: \(rings.third)  4+: \(rings.later)  \
      hung up: \(rings.hungUp)
        by the 2nd ring: \(rings.first + rings.second) of \(outcome.chats); \
      met nobody: \(outcome.metNobody); rang softly: \(outcome.rangSoftly); \
      left open: \(outcome.leftOpen); pick-ups that came to nothing: \(outcome.voidPickUps)
      """
  }

  /// What the second outcome has over the first, in points.
  package static func gain(from before: Outcome, to after: Outcome) -> String {
    let gains = zip(before.pickedUpShares, after.pickedUpShares).map { $1 - $0 }
    let words = zip(before.answeredShares, after.answeredShares).map { $1 - $0 }
    return """
      gain in points
        picked up   \(row(gains))
        human words \(row(words))
      """
  }
}

private func row(_ shares: [Double]) -> String { shares.map { padded(tenths($0 * 100)) }.joined() }

private func padded(_ text: String) -> String { String(repeating: " ", count: max(0, 8 - text.utf8.count)) + text }

private func tenths(_ number: Double) -> String {
  guard let tenths = Int(exactly: (number * 10).rounded()) else { return "?" }
  return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
}
