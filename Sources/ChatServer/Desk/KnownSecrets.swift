import ChatDomain

/// Whether it is known of every browser's secret to whom it belongs.
enum KnownSecrets: Sendable {
  /// Of every one.
  case all
  /// People's files are still being read; the pages on which somebody is proved by a secret that no file named yet wait.
  case reading(waiting: [SocketID])

  /// Has a page wait for the files; false when all are read.
  mutating func holds(_ socket: SocketID) -> Bool {
    guard case .reading(let waiting) = self else { return false }
    self = .reading(waiting: waiting + [socket])
    return true
  }

  /// All files are read: the pages that waited, in the order of their proofs.
  mutating func complete() -> [SocketID] {
    guard case .reading(let waiting) = self else { return [] }
    self = .all
    return waiting
  }
}
