import ChatDomain

/// Secrets of browsers that are being written into a person's file, and the pages whose proofs are answered when that is
/// on disk: a secret that was acknowledged as somebody's stays theirs, whatever becomes of this process.
struct Bindings {
  private var pages: [VisitorID: [SocketID]] = [:]

  /// A secret is on its way to the file.
  mutating func begin(_ secret: VisitorID) { pages[secret, default: []] += [] }

  /// Whether the answer to a proof by this secret waits for the file.
  mutating func holds(_ socket: SocketID, of secret: VisitorID) -> Bool {
    guard pages[secret] != nil else { return false }
    pages[secret]?.append(socket)
    return true
  }

  /// It is on disk: the pages that waited.
  mutating func end(_ secret: VisitorID) -> [SocketID] { pages.removeValue(forKey: secret) ?? [] }
}
