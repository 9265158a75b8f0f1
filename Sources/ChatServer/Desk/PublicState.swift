package import ChatDomain
import Synchronization

/// What the desk lets every loop know without asking: who is here, and whether a visitor arriving now would meet a person.
package final class PublicState: Sendable {
  /// The desk at one moment.
  package struct Snapshot: Sendable {
    /// Who is on the bell.
    package var here: [Profile] = []
    /// Whether a visitor arriving now would meet a person, and why not.
    package var reachability = Reachability.nobodyHere
    /// How many talks are in each phase.
    package var phases = PhaseCounts()
    /// How the promise is kept today.
    package var today = PromiseToday()
    /// How many pages and consoles are reached in each way.
    package var links: [Link: Int] = [:]
    /// Whether the disk takes new words.
    package var disk = DiskRoom.free

    /// Puts the facts side by side.
    package init(
      here: [Profile] = [], reachability: Reachability = .nobodyHere, phases: PhaseCounts = PhaseCounts(),
      today: PromiseToday = PromiseToday(), disk: DiskRoom = .free, links: [Link: Int] = [:]
    ) {
      (self.here, self.reachability, self.phases) = (here, reachability, phases)
      (self.today, self.disk, self.links) = (today, disk, links)
    }
  }

  /// Whether there is room for new words.
  package enum DiskRoom: String, Sendable { case free, full }

  private let snapshot = Mutex(Snapshot())

  /// Starts with nobody here.
  init() {}

  /// The latest moment.
  var now: Snapshot { snapshot.withLock { $0 } }

  func show(_ next: Snapshot) { snapshot.withLock { $0 = next } }
}
