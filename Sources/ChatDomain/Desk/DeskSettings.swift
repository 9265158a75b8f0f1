package import Primitives

/// What the shop may set about its bell.
package struct DeskSettings: Equatable, Sendable {
  /// The length of one ring where a site says nothing else.
  package var ring: Milliseconds
  /// The length of one ring on single sites.
  package var siteRings: [SiteID: Milliseconds]

  /// What the shop's sites are called.
  package var siteNames: [SiteID: String] = [:]

  /// How long an agent counts as being there after the last input at a console of theirs.
  package var attention: Milliseconds

  /// The clock on the shop's wall: its day begins at its own midnight.
  package var clock: ShopClock

  /// Takes the defaults for what is not given.
  package init(
    ring: Milliseconds = DomainLimits.ring, siteRings: [SiteID: Milliseconds] = [:],
    attention: Milliseconds = DomainLimits.attention, clock: ShopClock = ShopClock()
  ) {
    (self.ring, self.siteRings, self.attention, self.clock) = (ring, siteRings, attention, clock)
  }

  /// The length of one ring on that site; never less than half a second, or the bell would never rest.
  package func ring(on site: SiteID) -> Milliseconds {
    let length = siteRings[site] ?? ring
    return max(length, .milliseconds(500))
  }
}
