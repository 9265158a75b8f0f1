import EventLoops
import Glibc
import Primitives
import Synchronization
import Testing

struct EventLoopTests {
  @Test func `bodies run in the order they were posted, however many`() async throws {
    let loop = try EventLoop(label: "test")
    let seen = Notebook<Int>()
    for number in 0..<5_000 { loop.post { seen.note(number) } }
    await loop.passed()
    #expect(seen.all == Array(0..<5_000))
  }

  @Test func `bodies of many threads keep the order of each`() async throws {
    let loop = try EventLoop(label: "test")
    let seen = Notebook<(Int, Int)>()
    await withTaskGroup { group in
      for thread in 0..<8 {
        group.addTask { for number in 0..<2_000 { loop.post { seen.note((thread, number)) } } }
      }
    }
    await loop.passed()
    for thread in 0..<8 { #expect(seen.all.filter { $0.0 == thread }.map(\.1) == Array(0..<2_000)) }
  }

  @Test func `a body posted by a body runs after those already waiting`() async throws {
    let loop = try EventLoop(label: "test")
    let seen = Notebook<String>()
    await withCheckedContinuation { continuation in
      loop.post {
        loop.post {
          seen.note("posted from the loop")
          continuation.resume()
        }
        seen.note("first")
      }
      loop.post { seen.note("second") }
    }
    #expect(seen.all.first == "first")
    #expect(seen.all.last == "posted from the loop" || seen.all.last == "second")
  }

  @Test func `calls and posts to an actor keep their order`() async throws {
    let counter = Counter(on: try EventLoop(label: "test"))
    counter.post { $0.note("posted") }
    await counter.note("called")
    counter.post { $0.note("posted again") }
    #expect(await counter.notes == ["posted", "called", "posted again"])
  }

  @Test func `two actors of one loop call each other without waiting`() async throws {
    let loop = try EventLoop(label: "test")
    let (one, other) = (Counter(on: loop), Counter(on: loop))
    one.post { _ in other.assumeIsolated { $0.note("same loop") } }
    await loop.passed()
    #expect(await other.notes == ["same loop"])
  }

  @Test func `a loop that nobody holds is gone`() async throws {
    weak var gone: EventLoop?
    do {
      let loop = try EventLoop(label: "short-lived")
      gone = loop
      await loop.passed()
    }
    // The loop's own queue may hold it until its last turn is over.
    while gone != nil {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  @Test func `an actor that is touched from another loop ends the process`() async {
    await #expect(processExitsWith: .failure) {
      let counter = Counter(on: try EventLoop(label: "its own"))
      let stranger = try EventLoop(label: "another")
      await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
        stranger.post {
          counter.assumeIsolated { $0.note("not allowed") }
          continuation.resume()
        }
      }
    }
  }

  @Test func `the clock counts on from the real time`() {
    var real = timespec()
    clock_gettime(CLOCK_REALTIME, &real)
    let difference = Clock.now().milliseconds - Int64(real.tv_sec) * 1_000
    #expect((-60_000...60_000).contains(difference))
  }

  @Test func `a clock that nobody sets makes no step, and the kernel takes the timer for it`() async throws {
    let loop = try EventLoop(label: "clock")
    let settings = try ClockSettings { step in Issue.record("a step of \(step.count) ms") }
    await withCheckedContinuation { begun in
      loop.post {
        do throws(SystemError) { try settings.begin(on: loop) } catch { Issue.record(error) }
        settings.ready(.readable)
        begun.resume()
      }
    }
    #expect(Clock.ahead == Milliseconds(0))
  }
}

/// An actor with a memory.
actor Counter: LoopActor {
  nonisolated let loop: EventLoop
  private(set) var notes: [String] = []

  init(on loop: EventLoop) { self.loop = loop }
  func note(_ text: String) { notes.append(text) }
}

/// What happened, from any thread.
final class Notebook<Note: Sendable>: Sendable {
  private let notes = Mutex<[Note]>([])

  var all: [Note] { notes.withLock { $0 } }
  func note(_ note: Note) { notes.withLock { $0.append(note) } }
}

extension EventLoop {
  /// Returns when everything posted before is done.
  func passed() async {
    await withCheckedContinuation { continuation in self.post { continuation.resume() } }
  }
}
