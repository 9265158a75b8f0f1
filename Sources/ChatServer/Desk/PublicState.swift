import ChatDomain
import Synchronization

/// What the desk lets every loop know without asking: who is here, and whether a visitor arriving now would meet a person.
final class PublicState: Sendable {
  /// The desk at one moment.
  struct Snapshot: Sendable {
    /// Who is on the bell.
    var here: [Profile] = []
    /// Whether a visitor arriving now would meet a person, and why not.
    var reachability = Reachability.nobodyHere
    /// How many talks are in each phase.
    var phases = PhaseCounts()
    /// On which ring people were answered since the start.
    var rings = RingCounts()
    /// Whether the disk takes new words.
    var disk = DiskRoom.free
  }

  /// Whether there is room for new words.
  enum DiskRoom: String, Sendable { case free, full }

  private let snapshot = Mutex(Snapshot())

  /// Starts with nobody here.
  init() {}

  /// The latest moment.
  var now: Snapshot { snapshot.withLock { $0 } }

  func show(_ next: Snapshot) { snapshot.withLock { $0 = next } }
}
