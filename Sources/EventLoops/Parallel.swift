import Dispatch
import Glibc
import Synchronization

/// Work that is split in shares which are done at the same time.
package enum Parallel {
  /// How many processors this machine has.
  package static let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// More would have too much in hand at a time: files open, pieces of them in memory.
  package static let mostShares = 4

  /// Neighbours together: a share for each processor, and none of fewer than so many.
  package static func shares<Element>(of all: [Element], fewest: Int = 1) -> [ArraySlice<Element>] {
    let count = min(processors, mostShares, max(1, all.count / max(1, fewest)))
    return (0..<count).map { all[(all.count * $0 / count)..<(all.count * ($0 + 1) / count)] }
  }

  /// Does every share, blocking until all are done; their results in order.
  package static func map<Share: Sendable, Result: Sendable>(
    _ shares: [Share], _ work: @escaping @Sendable (Share) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: shares.count))
    DispatchQueue.concurrentPerform(iterations: shares.count) { number in
      let result = work(shares[number])
      results.withLock { $0[number] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
