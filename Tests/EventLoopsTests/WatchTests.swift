import EventLoops
import Glibc
import Primitives
import Testing

struct WatchTests {
  @Test func `a watched descriptor that has bytes is ready once they are there`() async throws {
    let watcher = Watcher(on: try EventLoop(label: "test"))
    let pipe = try Pipe()
    try await watcher.watch(pipe.reading)
    pipe.put("x")
    #expect(await watcher.next() == .readable)
  }

  @Test func `a watch that wants nothing hears only of the end`() async throws {
    let watcher = Watcher(on: try EventLoop(label: "test"))
    var pipe: Pipe? = try Pipe()
    let reading = dup(pipe?.reading ?? -1)
    defer { close(reading) }
    try await watcher.watch(reading)
    await watcher.rewatch(reading, [])
    pipe?.put("x")
    await watcher.loop.passed()
    pipe = nil
    #expect(await watcher.next() == .hungUp)
  }

  @Test func `who watches for news is told once, and again when it asks again`() async throws {
    let watcher = Watcher(on: try EventLoop(label: "test"))
    let (pipe, other) = (try Pipe(), try Pipe())
    try await watcher.watch(pipe.reading, [.readable, .news])
    pipe.put("x")
    #expect(await watcher.next() == .readable)
    // The event of another descriptor comes with a turn in which this one would be told of too.
    let witness = Watcher(on: watcher.loop)
    try await witness.watch(other.reading)
    other.put("x")
    #expect(await witness.next() == .readable)
    #expect(await watcher.events == [.readable])
    await watcher.rewatch(pipe.reading, [.readable, .news])
    await watcher.loop.passed()
    while await watcher.events.count < 2 {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  @Test func `an end is told together with what comes before it`() async throws {
    let watcher = Watcher(on: try EventLoop(label: "test"))
    var ends: [Int32] = [-1, -1]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    defer { for end in ends { close(end) } }
    write(ends[1], "x", 1)
    shutdown(ends[1], Int32(SHUT_WR))
    try await watcher.watch(ends[0])
    let readiness = await watcher.next()
    #expect(readiness == [.readable, .ending])
    #expect(readiness.isInput && readiness.isLast)
  }

  @Test func `an event for somebody who left in the same turn finds nobody`() async throws {
    let loop = try EventLoop(label: "test")
    let (one, other) = (Watcher(on: loop), Watcher(on: loop))
    let (first, second) = (try Pipe(), try Pipe())
    try await one.watch(first.reading)
    try await other.watch(second.reading)
    one.post { one in one.whenReady = { other.assumeIsolated { $0.leave() } } }
    other.post { other in other.whenReady = { one.assumeIsolated { $0.leave() } } }
    // Both are ready within one turn: it begins when this body is over.
    let (firstWriting, secondWriting) = (first.writing, second.writing)
    loop.post {
      write(firstWriting, "x", 1)
      write(secondWriting, "x", 1)
    }
    await loop.passed()
    await loop.passed()
    #expect(await one.events.count + other.events.count == 1)
  }

  @Test func `the end of the turn comes once, after everything else of the turn`() async throws {
    let watcher = Watcher(on: try EventLoop(label: "test"))
    await watcher.askTwiceForTheEnd()
    await watcher.loop.passed()
    #expect(await watcher.ends >= 1)
  }

  @Test func `a table slot that is free is used again, and its old name finds nobody`() async throws {
    let watcher = Watcher(on: try EventLoop(label: "test"))
    let (old, new) = await watcher.registerTwice()
    #expect(old != new)
    await watcher.setDeadline(of: old)
    await watcher.loop.passed()
    #expect(await watcher.deadlines == 0)
  }
}

/// Remembers what its descriptors were ready for.
actor Watcher: LoopActor, LoopClient {
  nonisolated let loop: EventLoop
  private(set) var events: [Readiness] = []
  private(set) var ends = 0
  private(set) var deadlines = 0
  var whenReady: (@Sendable () -> Void)?
  private var waiting: CheckedContinuation<Readiness, Never>?
  private var slot: Slot?
  private var descriptor: Int32 = -1
  private var wanted = Readiness.none

  init(on loop: EventLoop) { self.loop = loop }

  func watch(_ descriptor: Int32, _ wanted: Readiness = .readable) throws {
    let slot = loop.register(self)
    self.slot = slot
    self.descriptor = descriptor
    self.wanted = wanted
    try loop.watch(descriptor, wanted, for: slot)
  }

  func rewatch(_ descriptor: Int32, _ wanted: Readiness) {
    if let slot { loop.rewatch(descriptor, wanted, for: slot) }
  }

  func next() async -> Readiness {
    if let event = events.last { return event }
    return await withCheckedContinuation { waiting = $0 }
  }

  func leave() {
    if let slot { loop.unregister(slot) }
    loop.unwatch(descriptor)
  }

  func askTwiceForTheEnd() {
    let slot = loop.register(self)
    loop.atEndOfTurn(slot)
  }

  func registerTwice() -> (Slot, Slot) {
    let old = loop.register(self)
    loop.unregister(old)
    return (old, loop.register(self))
  }

  func setDeadline(of slot: Slot) { loop.setDeadline(loop.now, for: slot) }

  nonisolated func ready(_ readiness: Readiness) {
    assumeIsolated { watcher in
      watcher.events.append(readiness)
      // Told once: the bytes are not read, so a watch for more than news would repeat itself.
      if !watcher.wanted.contains(.news) { watcher.loop.unwatch(watcher.descriptor) }
      watcher.whenReady?()
      watcher.waiting?.resume(returning: readiness)
      watcher.waiting = nil
    }
  }

  nonisolated func turnEnds() { assumeIsolated { $0.ends += 1 } }
  nonisolated func deadlinePassed() { assumeIsolated { $0.deadlines += 1 } }
}

/// A pipe that closes both ends.
final class Pipe: Sendable {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError(operation: "pipe") }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  func put(_ text: String) { write(writing, text, text.utf8.count) }
}
