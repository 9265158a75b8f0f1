package import Primitives

/// Wrong passwords slow whoever guesses down, for a quarter of an hour, and nobody else.
package struct SignInThrottle {
  /// Ten wrong ones: a person who has forgotten gets their tries, a guesser gets a thousand a day.
  package static let tries = 10
  /// Wrong ones from one address, whatever the names: an office behind one address has many people who forget.
  package static let triesOfAddress = 100
  /// How long wrong ones are remembered.
  package static let window = Milliseconds.seconds(15 * 60)

  private struct Failures {
    var count: Int
    var since: Instant
  }

  private var failures: [String: Failures] = [:]
  private let tries: Int

  /// Nobody has failed yet; after `tries` wrong ones a key has to wait.
  package init(tries: Int = SignInThrottle.tries) { self.tries = tries }

  /// Milliseconds until this name or address may try again; nil for now.
  package func wait(_ key: String, at now: Instant) -> Milliseconds? {
    guard let known = failures[key], known.count >= tries else { return nil }
    let left = (known.since + Self.window) - now
    return left.count > 0 ? left : nil
  }

  /// Somebody was wrong under this key.
  package mutating func failed(_ key: String, at now: Instant) {
    if failures.count > 10_000 { failures = failures.filter { ($0.value.since + Self.window) > now } }
    var known = failures[key] ?? Failures(count: 0, since: now)
    if (known.since + Self.window) <= now { known = Failures(count: 0, since: now) }
    known.count += 1
    failures[key] = known
  }

  /// Somebody was right: this key starts anew.
  package mutating func succeeded(_ key: String) { failures[key] = nil }
}
