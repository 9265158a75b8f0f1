import Dispatch
import EventLoops
import Primitives
import Testing

@Suite(.timeLimit(.minutes(1))) struct BlockingQueueTests {
  @Test func `a queue tells how much waits in it and for how long`() async {
    let (queue, gate) = (BlockingQueue(label: "test.gate"), DispatchSemaphore(value: 0))
    #expect(queue.backlog(at: Clock.now()) == Backlog())
    queue.run { gate.wait() }
    queue.run {}
    let backlog = queue.backlog(at: Clock.now() + .seconds(60))
    #expect(backlog.count == 2)
    #expect(backlog.age > .seconds(59))
    await withCheckedContinuation { done in
      queue.run { done.resume() }
      gate.signal()
    }
    // The last item itself may not have left yet.
    #expect(queue.backlog(at: Clock.now()).count <= 1)
  }

  @Test func `who waits for what never comes is told when the time is over`() async {
    let isDone = await Patience.wait(.milliseconds(20)) { _ in }
    #expect(!isDone)
    let isInTime = await Patience.wait(.seconds(60)) { $0() }
    #expect(isInTime)
  }

  @Test func `what calls back twice, or too late, resumes once`() async {
    let isDone = await Patience.wait(.milliseconds(1)) { done in
      done()
      done()
    }
    #expect(isDone)
  }
}
