import Glibc
import Storage

/// One start of a store on what a process left that died.
struct StartMeasure {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Whether it took no longer than the aim.
  func run(aim: Double) throws -> Bool {
    let (wall, cpu) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    let folder = try DataFolder.open(path)
    let store = try Store(folder, events: StorageEvents(failed: { print("\($0)") }, troubled: { print("\($0)") }))
    let (took, worked) = (seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
    let recovered = store.recovered
    for damage in recovered.damages { print("damage: \(damage)") }
    print("\(recovered.conversations.count) open talks, \(recovered.ended.count) ended ones,", terminator: " ")
    print(
      "\(recovered.restoredLines) lines given back: \(hundredths(took)) s, of the processor \(hundredths(worked)) s")
    return recovered.damages.isEmpty && took <= aim
  }

  private func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func hundredths(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
}
