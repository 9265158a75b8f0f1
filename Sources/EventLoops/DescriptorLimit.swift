import Glibc

/// How many descriptors this process may have open: a visitor is one, an open transcript is one.
package enum DescriptorLimit {
  /// What applies now.
  package static var current: Int { Int(clamping: limit.rlim_cur) }

  /// Raises it to the most that a process may give itself; shells and services begin with 1,024 for programs that cannot
  /// count further.
  package static func raise() {
    var limit = limit
    limit.rlim_cur = limit.rlim_max
    // Refused, it stays as it was: fewer visitors, and those beyond are turned away.
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  private static var limit: rlimit {
    var limit = rlimit()
    _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return limit
  }
}
