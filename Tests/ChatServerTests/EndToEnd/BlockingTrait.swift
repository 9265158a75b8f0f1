import EventLoops
import Testing

/// Runs a suite's tests on threads of their own, because they block in system calls.
///
/// The event loops share Dispatch's pool, which is as wide as the machine has cores: two tests that wait there for an
/// answer are enough to keep the server from giving it.
struct BlockingTrait: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(OwnThreads()) { try await function() }
  }
}

extension Trait where Self == BlockingTrait {
  /// The tests block.
  static var blocking: BlockingTrait { BlockingTrait() }
}

private final class OwnThreads: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    BlockingQueue(label: "test").run { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
