/// Whether the agent who has a conversation is wanted in it.
package enum Claim: Sendable, CaseIterable {
  /// It fills a place of its agent's capacity.
  case wanting
  /// Nobody waits for its agent: it fills no place, and new words ring.
  case resting
}
