/// A place in a loop's table: an index, and which of its successive tenants is meant.
///
/// The kernel hands it back with each event; an event for a tenant that left in the same batch finds nobody.
package struct Slot: Hashable, Sendable {
  let index: UInt32
  let generation: UInt32

  init(index: UInt32, generation: UInt32) {
    self.index = index
    self.generation = generation
  }
  init(token: UInt64) { self.init(index: UInt32(truncatingIfNeeded: token), generation: UInt32(token >> 32)) }
  var token: UInt64 { UInt64(generation) << 32 | UInt64(index) }
}
