import Primitives

/// Latency against offered load: what the server takes when everybody waits for answers is the knee, then shares of it.
struct ChatTable {
  private static let shares = [10, 25, 50, 75, 90, 100]

  let knee: ChatRound
  let rhythm: Rhythm
  /// Messages of all talks when each has one turn.
  let turn: Int

  /// Tells what each round showed, the knee's first.
  func measure(_ tell: (String, ChatFigures) -> Void) async throws {
    let most = try await knee.measured()
    tell("knee", most)
    for share in Self.shares {
      try await knee.stillness()
      let offered = max(1, most.acked * Double(share) / 100)
      rhythm.change(to: .every(Milliseconds(max(1, Int64(Double(turn) / offered * 1_000)))))
      tell("\(share) %", try await knee.measured())
    }
  }
}
