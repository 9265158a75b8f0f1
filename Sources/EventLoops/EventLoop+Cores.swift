extension EventLoop {
  /// One loop for each processor that this machine has.
  package static func perCore(label: String) throws(SystemError) -> [EventLoop] {
    try several(Parallel.processors, label: label)
  }

  /// So many loops; at least one.
  package static func several(_ count: Int, label: String) throws(SystemError) -> [EventLoop] {
    var loops: [EventLoop] = []
    for number in 0..<max(1, count) { loops.append(try EventLoop(label: "\(label).\(number)")) }
    return loops
  }
}
