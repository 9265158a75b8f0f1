/// Somebody a loop calls back, always on the loop: in practice an actor that lives there.
package protocol LoopClient: AnyObject, Sendable {
  /// The watched descriptor can be read or written, or hung up.
  func ready(_ readiness: Readiness)
  /// The deadline set last has come.
  func deadlinePassed()
  /// The turn in which `atEndOfTurn` was asked for is over: time to write.
  func turnEnds()
}

extension LoopClient {
  /// Nothing to do, for those who watch no descriptor.
  package func ready(_ readiness: Readiness) {}
  /// Nothing to do, for those who set no deadline.
  package func deadlinePassed() {}
  /// Nothing to do, for those who never ask.
  package func turnEnds() {}
}
