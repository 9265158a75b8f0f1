import ChatDomain
package import Primitives

/// A shop as its owner describes it: who sits there, who comes, and how people behave.
package struct Shop: Equatable, Sendable {
  /// The people at the desk.
  package var people: [Seat]
  /// How likely somebody on the bell is really there, 0...1.
  package var presence = 0.8
  /// How likely somebody who is there picks up within one ring, 0...1.
  package var pickUp = 0.6
  /// One ring.
  package var ring = DomainLimits.ring
  /// How long the first words take after the pick-up, on average.
  package var firstWords = Milliseconds.seconds(4)
  /// How long a talk goes on after the first words, on average.
  package var talk = Milliseconds.seconds(12 * 60)
  /// How likely nobody ends a talk of a day that is over: it is left as it lies, 0...1.
  package var leftOpen = 0.5
  /// How likely a visitor in such a talk leaves the page, 0...1; the others leave it open for hours.
  package var walkAway = 0.5
  /// How likely a visitor in such a talk says thanks that nobody answers, 0...1.
  package var thanks = 0.3
  /// How long a visitor waits before leaving the page.
  package var patience = Milliseconds.seconds(90)
  /// How long somebody is away from the desk, on average.
  package var away = Milliseconds.seconds(5 * 60)
  /// How soon the server notices who is away, when presence is proved.
  package var noticed = Milliseconds.seconds(8)
  /// How often an hour a network blinks, for each person and each visitor.
  package var blinksPerHour = 0.0
  /// How long a network is gone when it blinks.
  package var blink = Milliseconds.seconds(4)
  /// What becomes of people who are not there.
  package var proof = Proof.proved
  /// What is played.
  package var play = Play.chats(10_000)
  /// Everything follows from it.
  package var seed: UInt64 = 1

  /// One person at the desk.
  package struct Seat: Equatable, Sendable {
    /// The hours of the day they are on the bell; all of them when never told otherwise.
    package var hours: Range<Int>
    /// How many talks they hold at once.
    package var capacity: Int

    /// Takes a seat.
    package init(hours: Range<Int> = 0..<24, capacity: Int = DomainLimits.capacity) {
      (self.hours, self.capacity) = (hours, capacity)
    }
  }

  /// What becomes of people on the bell who are not there.
  package enum Proof: String, Sendable, CaseIterable {
    /// Their console sounds into an empty room.
    case stale
    /// Their console sleeps and doesn't acknowledge a ring.
    case asleep
    /// They are taken off the bell.
    case proved
  }

  /// What is played.
  package enum Play: Equatable, Sendable {
    /// So many chats, one after the other; for each anew it is drawn who is there.
    case chats(Int)
    /// So many days, with so many arrivals an hour for each hour of the day.
    case days(Int, arrivals: [Double])
  }

  /// A shop with so many people, otherwise the defaults.
  package init(people: Int = 3) { self.people = Array(repeating: Seat(), count: people) }
}
