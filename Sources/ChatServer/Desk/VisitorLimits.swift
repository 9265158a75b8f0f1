package import ChatDomain
package import Primitives

/// How fast each visitor may write, change and ask; who has been quiet is forgotten.
///
/// The bounds are the visitor's and not the connection's, so a new tab brings no new tokens.
package struct VisitorLimits {
  /// What is counted apart from the rest.
  package enum Kind: CaseIterable, Sendable {
    /// Words.
    case words
    /// Who the visitor says they are: each change is a line and a change of a person's file.
    case changes
    /// Hellos and requests for missing lines: each may bring all lines in memory, or read a file.
    case looks

    /// The command that is refused when there are too many.
    var command: String {
      switch self {
      case .words: "say"
      case .changes: "identify"
      case .looks: "sync"
      }
    }
  }

  /// Changes of the identity at once: a page that signs in, out and in again fits.
  package static let changesBurst = 10
  /// Changes in the long run: one in five seconds.
  package static let changesPerSecond = 0.2
  /// Hellos and requests for lines at once: as many tabs as a browser restores.
  package static let looksBurst = 60
  /// Hellos and requests for lines in the long run: several tabs on a bad line.
  package static let looksPerSecond = 4.0
  /// Visitors of one address, or IPv6 network, who say their first words at once: a school class behind one address.
  package static let newcomersBurst = 500
  /// Such visitors in the long run: the busiest office has fewer, and each may begin a conversation that stays in memory.
  package static let newcomersPerSecond = 2.0

  private var words: RateBook<VisitorID>, changes: RateBook<VisitorID>, looks: RateBook<VisitorID>
  private var newcomers: RateBook<String>

  /// Nobody has written yet; `burst` words at once, and so many a second after that.
  ///
  /// Where one visitor may say more, all may look and come more often.
  package init(burst: Int, perSecond: Double) {
    words = RateBook(burst: burst, perSecond: perSecond)
    changes = RateBook(burst: Self.changesBurst, perSecond: Self.changesPerSecond)
    looks = RateBook(burst: max(burst, Self.looksBurst), perSecond: max(perSecond, Self.looksPerSecond))
    newcomers = RateBook(burst: max(burst, Self.newcomersBurst), perSecond: max(perSecond, Self.newcomersPerSecond))
  }

  /// Whether this visitor may do one more now; it is counted when they may.
  package mutating func allows(_ visitor: VisitorID, _ kind: Kind = .words, at now: Instant) -> Bool {
    switch kind {
    case .words: words.allows(visitor, at: now)
    case .changes: changes.allows(visitor, at: now)
    case .looks: looks.allows(visitor, at: now)
    }
  }

  /// Whether one more visitor from there may say their first words now; they are counted when they may.
  package mutating func allowsNewcomer(from network: String, at now: Instant) -> Bool {
    newcomers.allows(network, at: now)
  }
}
