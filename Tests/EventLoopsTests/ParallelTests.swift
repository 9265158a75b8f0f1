import Dispatch
import EventLoops
import Testing

struct ParallelTests {
  @Test(arguments: [0, 1, 2, 7, 1_000]) func `shares are all there is, in order and nothing twice`(count: Int) {
    let all = Array(0..<count)
    let shares = Parallel.shares(of: all)
    #expect(shares.flatMap { $0 } == all)
    #expect((1...Parallel.mostShares).contains(shares.count))
  }

  @Test func `little work is one share`() {
    #expect(Parallel.shares(of: Array(0..<199), fewest: 100).count == 1)
    #expect(Parallel.shares(of: [1, 2, 3], fewest: 0).flatMap { $0 } == [1, 2, 3])
  }

  @Test func `results stand in the order of the shares, whoever is done first`() {
    let lastIsDone = DispatchSemaphore(value: 0)
    let doubled = Parallel.map(Array(0..<100)) { share in
      // On a single processor the last share comes after this one, which must not wait for it for ever.
      if share == 0 { _ = lastIsDone.wait(timeout: .now() + 1) }
      if share == 99 { lastIsDone.signal() }
      return share * 2
    }
    #expect(doubled == (0..<100).map { $0 * 2 })
    #expect(Parallel.map([Int]()) { $0 } == [])
  }
}
