import EventLoops
import Glibc
import Storage
import Synchronization

/// Starts the store on one data folder after another, their paths on standard input, and says of each what a start finds.
///
/// A line back for each: `whole 3` when all is as it should be and the journal gave 3 lines back, else what is wrong.
@main
enum Reopen {
  static func main() {
    while let path = readLine() {
      do {
        let restored = try start(path)
        // What the first start made whole the second finds whole.
        guard try start(path) == 0 else { throw Finding.of(["the second start restored lines again"]) }
        _ = try folder(path)
        print("whole \(restored)")
      } catch { print(error) }
      fflush(nil)
    }
  }

  private enum Finding: Error, CustomStringConvertible {
    case of([String])
    var description: String {
      switch self {
      case .of(let problems): problems.joined(separator: "; ")
      }
    }
  }

  /// One life of a store; how many lines the journal gave back.
  private static func start(_ path: String) throws -> Int {
    let problems = Problems()
    let events = StorageEvents(failed: { problems.note($0) }, troubled: { problems.note($0) })
    let store = try Store(try folder(path), options: StorageOptions(segmentSize: 65_536), events: events)
    let closed = Handoff<Void>()
    store.journal.close { closed.give() }
    closed.take()
    let found = store.recovered.damages.map(\.description) + problems.all
    guard found.isEmpty else { throw Finding.of(found) }
    return store.recovered.restoredLines
  }

  // A store that was let go may still be making a segment; its lock goes when that is done.
  private static func folder(_ path: String) throws(StorageError) -> DataFolder {
    while true {
      do throws(StorageError) { return try DataFolder.open(path) } catch {
        guard case .inUse = error else { throw error }
        sched_yield()
      }
    }
  }
}

/// What the store told by itself.
private final class Problems: Sendable {
  private let texts = Mutex<[String]>([])
  var all: [String] { texts.withLock { $0 } }
  func note(_ error: StorageError) { texts.withLock { $0.append(error.description) } }
}
