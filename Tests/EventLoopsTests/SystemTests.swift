import EventLoops
import Glibc
import Testing

struct SystemTests {
  @Test func `an error names the call, the file and the reason`() {
    let error = SystemError(operation: "open", code: ENOENT, subject: "/nowhere")
    #expect(error.description == "open /nowhere: No such file or directory")
    #expect(SystemError(operation: "fsync", code: EIO).description == "fsync: Input/output error")
  }

  @Test func `a descriptor closes when its owner lets go`() throws {
    let number = open("/dev/null", O_RDONLY)
    do {
      let descriptor = FileDescriptor(owning: number)
      #expect(fcntl(descriptor.number, F_GETFD) >= 0)
    }
    #expect(throws: SystemError.self) { _ = try FileDescriptor(-1, from: "open").number }
  }

  @Test func `a blocking queue runs in order, and actors live on it`() async {
    let queue = BlockingQueue(label: "disk")
    let seen = Notebook<Int>()
    for number in 0..<100 { queue.run { seen.note(number) } }
    let clerk = Clerk(on: queue)
    await clerk.write()
    #expect(seen.all == Array(0..<100))
    #expect(await clerk.lines == 1)
  }

  @Test func `a signal becomes an event`() async {
    let (stream, heard) = AsyncStream<Int32>.makeStream()
    let signals = Signals([SIGUSR2]) { heard.yield($0) }
    kill(getpid(), SIGUSR2)
    var iterator = stream.makeAsyncIterator()
    #expect(await iterator.next() == SIGUSR2)
    withExtendedLifetime(signals) {}
  }
}

private actor Clerk {
  private let queue: BlockingQueue
  private(set) var lines = 0
  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  init(on queue: BlockingQueue) { self.queue = queue }
  func write() { lines += 1 }
}
