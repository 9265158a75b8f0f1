package import ChatDomain
package import Primitives

/// How it went: how many were picked up and answered by when, for the team as a whole.
package struct Outcome: Equatable, Sendable {
  /// The moments at which it is looked: one, two, three, five and ten rings of 6 s.
  package static let moments = [6, 12, 18, 30, 60].map { Milliseconds.seconds($0) }

  /// Chats that were begun and came to an answer or a hang-up.
  package private(set) var chats = 0
  /// On which ring people had human words.
  package private(set) var rings = RingCounts()
  /// Of all, how many met nobody whom the bell could call when they came.
  package internal(set) var metNobody = 0
  /// Of all, how many rang softly at first, because everybody had as many talks as they hold.
  package internal(set) var rangSoftly = 0
  /// Talks that were over and that nobody ended.
  package internal(set) var leftOpen = 0
  /// Pick-ups that came to nothing.
  package internal(set) var voidPickUps = 0
  /// What the desk was told and had to do by itself.
  package internal(set) var deskEvents = 0
  private var pickedUp = [Int](repeating: 0, count: moments.count)
  private var answered = [Int](repeating: 0, count: moments.count)

  /// The share that was picked up before each of the moments, 0...1.
  package var pickedUpShares: [Double] { pickedUp.map(share) }
  /// The share that had human words before each of the moments, 0...1.
  package var answeredShares: [Double] { answered.map(share) }

  /// Counts one chat, once all about its beginning is known.
  mutating func count(_ chat: Chat, ring: Milliseconds) {
    chats += 1
    for (index, moment) in Self.moments.enumerated() {
      if let wait = chat.pickedUpAfter, wait < moment { pickedUp[index] += 1 }
      if let wait = chat.answeredAfter, wait < moment { answered[index] += 1 }
    }
    if let wait = chat.answeredAfter { rings.answered(after: wait, ring: ring) } else { rings.lost() }
  }

  private func share(_ count: Int) -> Double { chats == 0 ? 0 : Double(count) / Double(chats) }
}
