package import Primitives

/// Tries to sign in are counted before they are looked at, and given back when they were right: who guesses is slowed
/// down, for a quarter of an hour, and nobody else.
package struct SignInThrottle {
  /// Ten wrong ones: a person who has forgotten gets their tries, a guesser gets a thousand a day.
  package static let tries = 10
  /// Wrong ones from one address, whatever the names: an office behind one address has many people who forget.
  package static let triesOfAddress = 100
  /// How long wrong ones are remembered.
  package static let window = Milliseconds.seconds(15 * 60)
  /// Names and addresses remembered at most; beyond it those whose window began first are forgotten.
  package static let most = 50_000

  private struct Taken {
    var count: Int
    var since: Instant
  }

  private var taken: [String: Taken] = [:]
  private let tries: Int

  /// Nobody has tried yet; after `tries` that were not given back a key has to wait.
  package init(tries: Int = SignInThrottle.tries) { self.tries = tries }

  /// How long this name or address has to wait before it may try again; nil for now.
  package func wait(_ key: String, at now: Instant) -> Milliseconds? {
    guard let known = taken[key], known.count >= tries else { return nil }
    let left = (known.since + Self.window) - now
    return left.count > 0 ? left : nil
  }

  /// Counts one try of this key.
  package mutating func take(_ key: String, at now: Instant) {
    if taken[key] == nil, taken.count >= Self.most { forget(at: now) }
    var known = taken[key] ?? Taken(count: 0, since: now)
    if (known.since + Self.window) <= now { known = Taken(count: 0, since: now) }
    known.count += 1
    taken[key] = known
  }

  /// One try was right, or was never looked at: it does not count.
  package mutating func giveBack(_ key: String) {
    guard var known = taken[key] else { return }
    known.count -= 1
    taken[key] = known.count > 0 ? known : nil
  }

  /// Somebody was right: this key starts anew.
  package mutating func succeeded(_ key: String) { taken[key] = nil }

  /// Half of them at once, so that the cost of each stays the same.
  private mutating func forget(at now: Instant) {
    taken = taken.filter { ($0.value.since + Self.window) > now }
    guard taken.count >= Self.most / 2 else { return }
    let middle = taken.values.map(\.since).sorted()[taken.count / 2]
    taken = taken.filter { $0.value.since > middle }
  }
}
