import ChatTesting
import Primitives
import Testing

struct ByteQueueTests {
  @Test func `bytes leave in the order they came`() {
    var queue = ByteQueue()
    var expected: [UInt8] = []
    var random = SeededRandom(1)
    for _ in 0..<2_000 {
      let more = (0..<Int.random(in: 0...700, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      queue.append(more.span)
      expected += more
      let count = Int.random(in: 0...800, using: &random)
      queue.removeFirst(count)
      expected.removeFirst(min(count, expected.count))
      #expect(queue.count == expected.count)
    }
    #expect(waiting(queue) == expected)
  }

  @Test func `taking more than there is empties the queue`() {
    var queue = ByteQueue()
    queue.append([1, 2, 3])
    queue.removeFirst(1)
    queue.append(4)
    #expect(waiting(queue) == [2, 3, 4])
    queue.removeFirst(Int.max)
    #expect(queue.isEmpty)
    #expect(waiting(queue) == [])
    queue.removeFirst(-1)
    #expect(queue.isEmpty)
  }

  @Test func `what waits can be taken as it is`() {
    var queue = ByteQueue()
    queue.append([1, 2, 3])
    #expect(queue.taken() == [1, 2, 3])
    queue.removeFirst(2)
    #expect(queue.taken() == [3])
    #expect(ByteQueue().taken() == [])
  }

  @Test func `draining another queue keeps the order`() {
    var (first, second) = (ByteQueue(), ByteQueue())
    first.append([0, 1])
    first.removeFirst(1)
    second.append([2, 3, 4])
    second.removeFirst(1)
    first.append(draining: &second)
    #expect(waiting(first) == [1, 3, 4])
    #expect(second.isEmpty)
    second.append(draining: &first)
    #expect(waiting(second) == [1, 3, 4])
    #expect(first.isEmpty)
  }

  @Test func `a queue with room keeps it, any other none`() {
    var (queue, other) = (ByteQueue(room: 100), ByteQueue())
    let room = queue.capacity
    queue.append([1, 2])
    other.append([1, 2])
    queue.removeFirst(1)
    queue.removeFirst(1)
    other.removeFirst(2)
    #expect(queue.isEmpty)
    #expect(queue.keepsRoom && queue.capacity == room && room >= 100)
    #expect(!other.keepsRoom && other.capacity == 0)
    queue.append([7])
    #expect(waiting(queue) == [7])
  }

  private func waiting(_ queue: ByteQueue) -> [UInt8] { queue.withSpan { Array(copying: $0) } }
}
