import Glibc

extension EventLoop {
  /// One loop for each core that this machine has.
  package static func perCore(label: String) throws(SystemError) -> [EventLoop] {
    var loops: [EventLoop] = []
    for number in 0..<max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) {
      loops.append(try EventLoop(label: "\(label).\(number)"))
    }
    return loops
  }
}
