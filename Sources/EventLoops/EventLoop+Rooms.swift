package import Primitives

// Only one client of a loop writes at a time: they all fill the same memory in turn, an answer costs no allocation, and who
// has nothing to send keeps none.
extension EventLoop {
  /// What is kept at most of the memory that a large answer needed.
  private static let largestRoom = 256 << 10
  /// How many queues one client fills at a time: what it says, and the same encrypted.
  private static let mostRooms = 2

  /// What a room has at first: an answer of the usual size.
  private static let firstRoom = 4 << 10

  /// Gives an empty queue memory to fill; on the loop only.
  package func lendRoom(to queue: inout ByteQueue) {
    assertIsolated()
    guard queue.isEmpty else { return }
    queue = rooms.popLast() ?? ByteQueue(room: Self.firstRoom)
  }

  /// Takes the memory of a queue that is empty again; what still waits keeps it.
  package func takeRoom(from queue: inout ByteQueue) {
    assertIsolated()
    guard queue.keepsRoom, queue.isEmpty else { return }
    if rooms.count < Self.mostRooms, queue.capacity <= Self.largestRoom { rooms.append(queue) }
    queue = ByteQueue()
  }
}
