/// Everybody a loop may call, found by slot.
struct SlotTable {
  private struct Entry {
    var client: (any LoopClient)?
    var generation: UInt32
  }

  private var entries: [Entry] = []
  private var free: [UInt32] = []

  mutating func insert(_ client: any LoopClient) -> Slot {
    guard let index = free.popLast() else {
      entries.append(Entry(client: client, generation: 0))
      return Slot(index: UInt32(entries.count - 1), generation: 0)
    }
    entries[Int(index)].client = client
    return Slot(index: index, generation: entries[Int(index)].generation)
  }

  mutating func remove(_ slot: Slot) {
    guard client(slot) != nil else { return }
    entries[Int(slot.index)].client = nil
    // Stays below 2^31, so that no slot's token reads as one of the loop's own two.
    entries[Int(slot.index)].generation = (slot.generation &+ 1) & 0x7FFF_FFFF
    free.append(slot.index)
  }

  func client(_ slot: Slot) -> (any LoopClient)? {
    guard Int(slot.index) < entries.count, entries[Int(slot.index)].generation == slot.generation else { return nil }
    return entries[Int(slot.index)].client
  }

  func tenant(of index: UInt32) -> (any LoopClient)? { entries[Int(index)].client }
}
