import Glibc
import Primitives

/// Latency against offered load: shares of what the server takes when everybody waits for answers, then half the knee.
///
/// The knee is where messages a second for each millisecond they take are most: below it more load costs little time, above
/// it more time than it carries load (Kleinrock 1979, "Power and deterministic rules of thumb for probabilistic problems in
/// computer communications").
struct ChatTable {
  private static let shares = Array(stride(from: 10, through: 100, by: 10))

  let round: ChatRound
  let rhythm: Rhythm
  /// Messages of all talks when each has one turn.
  let turn: Int

  /// Tells what each round showed: the most it takes, shares of that, and half the knee.
  func measure(_ tell: (String, ChatFigures) -> Void) async throws {
    let most = try await round.measured()
    tell("the most", most)
    var knee: (share: Int, figures: ChatFigures)?
    for share in Self.shares {
      let figures = try await measured(at: most.acked * Double(share) / 100)
      tell("\(share) %", figures)
      if figures.power > knee?.figures.power ?? 0 { knee = (share, figures) }
    }
    guard let knee else { return }
    tell("half the knee, which is at \(knee.share) %", try await measured(at: knee.figures.acked / 2))
  }

  private func measured(at offered: Double) async throws -> ChatFigures {
    try await round.stillness()
    // Each row for itself: what the one before left to be written would still keep the disk.
    sync()
    rhythm.offer(offered, in: turn)
    return try await round.measured()
  }
}

extension ChatFigures {
  /// Messages a second for each millisecond that one in the middle takes.
  fileprivate var power: Double { deliveries.isEmpty ? 0 : acked / max(0.001, deliveries.percentile(0.5)) }
}
