import Glibc

/// Files written at the speed of memory: nothing here must survive a power cut.
enum PlainFile {
  static func write(_ bytes: [UInt8], to name: String, in root: String, below folders: [String]) throws {
    var path = root
    for folder in folders {
      path += "/\(folder)"
      mkdir(path, 0o700)
    }
    guard let file = fopen("\(root)/\(name)", "w") else { throw Failure(path: name, code: errno) }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(path: name, code: errno) }
  }

  struct Failure: Error { let path: String, code: Int32 }

  /// What the process holds in memory now, in MB.
  static var residentMegabytes: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 128)
    fgets(&text, 128, file)
    let fields = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
      separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4_096 / 1_000_000 : 0
  }

  /// A clock in milliseconds: CLOCK_MONOTONIC, or the processor's time of this process.
  static func milliseconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
  }
}
