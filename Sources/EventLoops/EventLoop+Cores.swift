extension EventLoop {
  /// One loop for each processor that this machine has.
  package static func perCore(label: String) throws(SystemError) -> [EventLoop] {
    var loops: [EventLoop] = []
    for number in 0..<Parallel.processors {
      loops.append(try EventLoop(label: "\(label).\(number)"))
    }
    return loops
  }
}
