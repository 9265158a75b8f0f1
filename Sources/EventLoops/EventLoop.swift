import Dispatch
import Glibc
package import Primitives

/// A serial queue that actors run on and that watches descriptors, deadlines and a mailbox for them.
///
/// One epoll set gathers everything, and ONE Dispatch source watches that set: a source per socket costs 2-3 times the CPU.
/// While there is work the loop lingers in the set; when idle it is Dispatch that waits, and no thread is held.
/// A loop never blocks: blocking work has a `BlockingQueue`.
// @unchecked Sendable: the mutable state below is touched only on `queue` (every entry is an event of the source on that queue,
// and the methods that actors call say so in debug builds); `mailbox` and the poller's wake-up are safe from any thread.
package final class EventLoop: SerialExecutor, @unchecked Sendable {
  /// What it is called in a debugger and a thread list.
  package let label: String
  /// The moment at which the present turn began.
  package internal(set) var now: Instant
  /// The same moment by the calendar.
  package var calendar: Instant { now + Clock.ahead }
  /// The number of the present turn, for what may be done only so often in one.
  package internal(set) var turnNumber: UInt64 = 0
  /// Scratch memory for what a client reads: valid until the client returns.
  package let receiveBuffer: UnsafeMutableRawBufferPointer

  let mailbox = Mailbox<Mail>()
  let poller: Poller
  var slots = SlotTable()
  var deadlines = Deadlines()
  var armed: Instant?
  var inbox: [Mail] = []
  var inboxPosition = 0
  var ending: [Slot] = []
  var rooms: [ByteQueue] = []

  private static let current = DispatchSpecificKey<ObjectIdentifier>()
  private let queue: DispatchQueue
  private let source: any DispatchSourceRead

  /// Starts a loop; it ends when nobody holds it.
  package init(label: String) throws(SystemError) {
    self.label = label
    now = Clock.now()
    poller = try Poller()
    // The default target, not `.global()`: a lingering loop must not occupy one of the few threads of that pool.
    queue = DispatchQueue(label: label)
    source = DispatchSource.makeReadSource(fileDescriptor: poller.descriptor, queue: queue)
    receiveBuffer = .allocate(byteCount: 512 * 1024, alignment: 64)
    queue.setSpecific(key: Self.current, value: ObjectIdentifier(self))
    // Not weak: a weak reference, once made, slows every retain of the loop down, and each event retains it.
    source.setEventHandler { [unowned(unsafe) self] in withExtendedLifetime(self) { self.run() } }
    // Dispatch must have let go of the set before it is closed.
    source.setCancelHandler { [poller] in withExtendedLifetime(poller) {} }
    source.activate()
  }

  deinit {
    // No handler runs once this is over: it waits for one under way, unless it is that one's end.
    if DispatchQueue.getSpecific(key: Self.current) == ObjectIdentifier(self) {
      source.cancel()
    } else {
      queue.sync { source.cancel() }
    }
    receiveBuffer.deallocate()
  }

  /// Takes a job of an actor that lives here; it runs in order with posted bodies.
  package func enqueue(_ job: consuming ExecutorJob) { put(.job(UnownedJob(job))) }

  /// Traps unless the caller runs on this loop.
  package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }

  /// Runs `body` on this loop, in call order; use it to carry the effects of one turn in one piece.
  package func post(_ body: @escaping @Sendable () -> Void) { put(.body(body)) }

  private func put(_ mail: Mail) {
    if mailbox.put(mail) { poller.wakeUp() }
  }

  func assertIsolated() {
    #if DEBUG
      checkIsolated()
    #endif
  }
}
