import Dispatch
import Synchronization

/// Works on all the pieces at once, on as many cores as there are, and gives what came of them in their order.
///
/// Blocks until all is done: for work that must be over before anything else begins.
package func onAllCores<Piece: Sendable, Outcome: Sendable>(
  _ pieces: [Piece], _ work: @Sendable (Piece) -> Outcome
) -> FlattenSequence<[[Outcome]]> {
  // More shares than cores, since some pieces take longer than others.
  let count = min(pieces.count, 64)
  let outcomes = Mutex([[Outcome]](repeating: [], count: count))
  DispatchQueue.concurrentPerform(iterations: count) { share in
    let range = pieces.count * share / count..<pieces.count * (share + 1) / count
    let done = pieces[range].map(work)
    outcomes.withLock { $0[share] = done }
  }
  return outcomes.withLock { $0 }.joined()
}
