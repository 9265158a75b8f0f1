/// Bytes waiting to go out, in order; owns no memory while it is empty, unless it was made with room.
package struct ByteQueue: Sendable {
  private var bytes: [UInt8] = []
  /// How many bytes at the front of `bytes` are already gone.
  private var gone = 0
  /// Whether its memory outlasts the bytes in it.
  package private(set) var keepsRoom = false

  /// An empty queue.
  package init() {}

  /// An empty queue that keeps its memory, at first for so many bytes: one for many to borrow in turn.
  package init(room: Int) {
    bytes.reserveCapacity(room)
    keepsRoom = true
  }

  /// How many bytes wait.
  package var count: Int { bytes.count &- gone }
  /// Whether nothing waits.
  package var isEmpty: Bool { bytes.count == gone }

  /// How many bytes it has memory for.
  package var capacity: Int { bytes.capacity }

  /// Makes room for `count` more bytes at once.
  package mutating func reserve(_ count: Int) {
    let needed = bytes.count &+ count
    guard needed > bytes.capacity else { return }
    // Never by little: many small reservations in a row would copy everything each time.
    bytes.reserveCapacity(max(needed, bytes.capacity &* 2))
  }

  /// Puts one byte at the end.
  package mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Puts a copy of the span's bytes at the end.
  package mutating func append(_ more: Span<UInt8>) { bytes.append(copying: more) }

  /// Puts the array's bytes at the end; an empty queue takes the array over without a copy.
  package mutating func append(_ more: [UInt8]) {
    guard bytes.capacity > 0 else {
      bytes = more
      return
    }
    bytes.append(contentsOf: more)
  }

  /// Puts the text's UTF-8 at the end.
  package mutating func append(utf8 text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }

  /// Puts everything that waits in `other` at the end, and empties it.
  package mutating func append(draining other: inout ByteQueue) {
    guard !isEmpty else {
      swap(&self, &other)
      return other = ByteQueue()
    }
    other.withSpan { append($0) }
    other = ByteQueue()
  }

  /// Lends the waiting bytes.
  package func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(droppingFirst: gone))
  }

  /// Forgets the first `count` bytes (they are sent); asking for more than there are empties the queue.
  package mutating func removeFirst(_ count: Int) {
    guard count < self.count else { return removeAll() }
    gone &+= max(0, count)
    // Moving the rest forward only once it is the smaller half keeps the cost per byte constant.
    guard gone >= 4096, gone > bytes.count / 2 else { return }
    bytes.removeFirst(gone)
    gone = 0
  }

  /// The waiting bytes, out of the queue's own memory when none of them has gone.
  package consuming func taken() -> [UInt8] { gone == 0 ? bytes : Array(bytes[gone...]) }

  /// Empties the queue.
  package mutating func removeAll() {
    guard keepsRoom else { return self = ByteQueue() }
    bytes.removeAll(keepingCapacity: true)
    gone = 0
  }
}
