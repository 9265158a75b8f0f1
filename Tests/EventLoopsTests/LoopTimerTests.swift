import EventLoops
import Primitives
import Testing

struct LoopTimerTests {
  @Test func `timers fire in the order of their deadlines`() async throws {
    let clockwork = Clockwork(on: try EventLoop(label: "test"))
    await clockwork.set(first: 30, second: 10)
    #expect(await clockwork.next(2) == ["second", "first"])
  }

  @Test func `a timer that is taken back or let go does not fire`() async throws {
    let clockwork = Clockwork(on: try EventLoop(label: "test"))
    await clockwork.set(first: 5, second: 40)
    await clockwork.takeFirstBack()
    await clockwork.makeAndForget(in: 5)
    #expect(await clockwork.next(1) == ["second"])
  }

  @Test func `a timer that is moved fires once, at the later time`() async throws {
    let clockwork = Clockwork(on: try EventLoop(label: "test"))
    await clockwork.set(first: 5, second: 20)
    await clockwork.set(first: 40, second: 20)
    #expect(await clockwork.next(2) == ["second", "first"])
  }

  @Test func `a deadline in the past fires at once`() async throws {
    let clockwork = Clockwork(on: try EventLoop(label: "test"))
    await clockwork.set(first: -5_000, second: 60_000)
    #expect(await clockwork.next(1) == ["first"])
  }
}

/// Two timers and what they did.
private actor Clockwork: LoopActor {
  nonisolated let loop: EventLoop
  private var fired: [String] = []
  private var waiting: (count: Int, continuation: CheckedContinuation<[String], Never>)?
  private lazy var first = LoopTimer(of: self) { $0.fire("first") }
  private lazy var second = LoopTimer(of: self) { $0.fire("second") }

  init(on loop: EventLoop) { self.loop = loop }

  func set(first one: Int64, second two: Int64) {
    first.set(loop.now + Milliseconds(one))
    second.set(loop.now + Milliseconds(two))
  }

  func takeFirstBack() { first.set(nil) }

  func makeAndForget(in time: Int64) {
    let timer = LoopTimer(of: self) { $0.fire("forgotten") }
    timer.set(loop.now + Milliseconds(time))
  }

  func next(_ count: Int) async -> [String] {
    if fired.count >= count { return fired }
    return await withCheckedContinuation { waiting = (count, $0) }
  }

  private func fire(_ name: String) {
    fired.append(name)
    guard let waiting, fired.count >= waiting.count else { return }
    self.waiting = nil
    waiting.continuation.resume(returning: fired)
  }
}
