package import Primitives

// For clients, on the loop only.
extension EventLoop {
  /// Takes a client into the table; the loop holds it until `unregister`.
  package func register(_ client: any LoopClient) -> Slot {
    assertIsolated()
    return slots.insert(client)
  }

  /// Forgets the client and its deadline; events under way for it find nobody.
  package func unregister(_ slot: Slot) {
    assertIsolated()
    guard slots.client(slot) != nil else { return }
    deadlines.set(nil, for: slot.index)
    slots.remove(slot)
  }

  /// Calls the client's `ready` whenever the descriptor is ready for what is wanted.
  package func watch(_ descriptor: Int32, _ wanted: Readiness, for slot: Slot) throws(SystemError) {
    assertIsolated()
    try poller.add(descriptor, wanted, token: slot.token)
  }

  /// Wants something else of a watched descriptor, or the same once more: what is so already is told; closing it ends the watch.
  package func rewatch(_ descriptor: Int32, _ wanted: Readiness, for slot: Slot) {
    assertIsolated()
    poller.change(descriptor, wanted, token: slot.token)
  }

  /// Ends the watch of a descriptor that stays open.
  package func unwatch(_ descriptor: Int32) {
    assertIsolated()
    poller.remove(descriptor)
  }

  /// Calls the client's `deadlinePassed` at that moment instead of the one set before; nil for never.
  package func setDeadline(_ deadline: Instant?, for slot: Slot) {
    assertIsolated()
    guard slots.client(slot) != nil else { return }
    deadlines.set(deadline, for: slot.index)
  }

  /// Calls the client's `turnEnds` once when all events of this turn have been handled.
  package func atEndOfTurn(_ slot: Slot) {
    assertIsolated()
    ending.append(slot)
  }
}
