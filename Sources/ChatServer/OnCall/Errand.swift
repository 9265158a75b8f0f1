import CLinux
import Glibc

/// A run of a program of the shop's: no shell, fixed arguments, a text on its standard input, and not for long; blocking.
package struct Errand {
  /// What came of it.
  package enum Outcome: String, Hashable, CaseIterable, Sendable {
    /// It said that all is well.
    case done
    /// It said that something is not.
    case failed
    /// It was ended when its time was over.
    case tookTooLong
    /// It could not be begun.
    case notStarted
  }

  private let arguments: [String]
  private let patience: Int

  /// What to run: the program's whole path, and its arguments.
  ///
  /// Ten seconds are enough to hand a message on.
  package init(_ arguments: [String], patienceMilliseconds: Int = 10_000) {
    (self.arguments, patience) = (arguments, patienceMilliseconds)
  }

  /// Runs it to its end, or to the end of the patience with it.
  package func run(_ input: [UInt8]) -> Outcome {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return .notStarted }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = start(reading: ends[0])
    close(ends[0])
    if child != nil { feed(input, to: ends[1]) }
    close(ends[1])
    return child.map(outcome) ?? .notStarted
  }

  // What does not fit into the pipe at once is left out: a program that does not read must not hold us.
  private func feed(_ input: [UInt8], to pipe: Int32) {
    _ = fcntl(pipe, F_SETFL, O_NONBLOCK)
    _ = input.withUnsafeBytes { write(pipe, $0.baseAddress, $0.count) }
  }

  private func start(reading pipe: Int32) -> pid_t? {
    guard let path = arguments.first else { return nil }
    var (files, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
    posix_spawn_file_actions_init(&files)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&files)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&files, pipe, 0)
    for output in 1...2 as ClosedRange<Int32> {
      posix_spawn_file_actions_addopen(&files, output, "/dev/null", O_WRONLY, 0)
    }
    // Nothing of the server's is its: neither sockets nor the journal.
    _ = cl_spawn_close_from(&files, 3)
    stripSignals(&attributes)
    var (child, words) = (pid_t(), (arguments.map { strdup($0) }) + [nil])
    var environment = [strdup("PATH=/usr/local/bin:/usr/bin:/bin"), strdup("LANG=C.UTF-8"), nil]
    defer { for word in words + environment { free(word) } }
    return posix_spawn(&child, path, &files, &attributes, &words, &environment) == 0 ? child : nil
  }

  // The server ignores SIGPIPE and blocks others; a child would inherit that. Its own group ends with its children.
  private func stripSignals(_ attributes: inout posix_spawnattr_t) {
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  private func outcome(of child: pid_t) -> Outcome {
    var (status, waited) = (Int32(), 0)
    while waitpid(child, &status, WNOHANG) == 0 {
      guard waited < patience else {
        kill(-child, SIGKILL)
        waitpid(child, &status, 0)
        return .tookTooLong
      }
      usleep(20_000)
      waited += 20
    }
    return status == 0 ? .done : .failed
  }
}
