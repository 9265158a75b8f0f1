import Glibc

/// What a process and its children have used so far.
struct ProcessUsage {
  /// Processor time in microseconds, user and system.
  var microseconds = 0
  /// The part of it outside the kernel.
  var userMicroseconds = 0
  /// Memory of its own in bytes (RssAnon).
  var memory = 0

  /// Reads the figures of a process out of /proc; nil when there is no such process.
  init?(of process: Int) {
    guard let stat = Self.read("/proc/\(process)/stat"), let status = Self.read("/proc/\(process)/status") else {
      return nil
    }
    // The name in parentheses may hold spaces; utime and stime are the 12th and 13th field after it.
    let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
    guard fields.count > 13, let user = Int(fields[12]), let system = Int(fields[13]) else { return nil }
    let tick = 1_000_000 / sysconf(Int32(_SC_CLK_TCK))
    microseconds = (user + system) * tick
    userMicroseconds = user * tick
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    memory =
      (line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
    let children = Self.read("/proc/\(process)/task/\(process)/children") ?? ""
    for child in children.split(separator: " ").compactMap({ Int($0) }) { add(ProcessUsage(of: child)) }
  }

  /// How many descriptors a process has open.
  static func descriptors(of process: Int) -> Int {
    guard let folder = opendir("/proc/\(process)/fd") else { return 0 }
    defer { closedir(folder) }
    // Every folder lists itself and its parent.
    var count = -2
    while readdir(folder) != nil { count += 1 }
    return count
  }

  private mutating func add(_ other: ProcessUsage?) {
    guard let other else { return }
    microseconds += other.microseconds
    userMicroseconds += other.userMicroseconds
    memory += other.memory
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
