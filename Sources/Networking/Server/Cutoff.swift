import EventLoops
import Primitives

/// The end of a server's patience with those who do not leave.
actor Cutoff: LoopActor {
  nonisolated let loop: EventLoop
  private let table: ConnectionTable
  private lazy var timer = LoopTimer(of: self) { $0.cutOff() }

  init(of table: ConnectionTable, on loop: EventLoop) { (self.table, self.loop) = (table, loop) }

  func begin(in patience: Milliseconds) { timer.set(loop.now + patience) }
  func end() { timer.set(nil) }

  private func cutOff() {
    for connection in table.all { connection.post { $0.abandon() } }
  }
}
