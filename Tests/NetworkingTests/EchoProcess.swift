import Glibc
import Networking
import Synchronization
import Testing

/// `secondring echo` as a process of its own, built beside these tests.
final class EchoProcess: Sendable {
  let address: SocketAddress
  private let process: pid_t
  // Read by `init`, closed by `stop`.
  private nonisolated(unsafe) let output: UnsafeMutablePointer<FILE>
  private let isRunning = Mutex(true)

  /// Starts it with at most so many open descriptors, over TLS if there is a certificate.
  init(descriptors: Int, _ certificate: TestCertificate? = nil) throws {
    let program = try #require(Self.folder) + "/secondring"
    let tls = certificate.map { "--tls-cert '\($0.certificateFile)' --tls-key '\($0.keyFile)'" } ?? ""
    let command = "ulimit -n \(descriptors); echo $$; exec '\(program)' echo --listen 127.0.0.1:0 \(tls)"
    output = try #require(popen(command, "r"))
    process = try #require(pid_t(Self.line(output)))
    let scheme = certificate == nil ? "ws" : "wss"
    address = try #require(SocketAddress(String(Self.line(output).dropFirst("listening on \(scheme)://".count))))
  }

  /// Asks it to stop, and answers its exit status.
  func stop() -> Int32 { end(SIGTERM) }

  // A test that fails half-way must not leave a server behind.
  deinit { _ = end(SIGKILL) }

  private func end(_ signal: Int32) -> Int32 {
    isRunning.withLock { isRunning in
      guard isRunning else { return 0 }
      isRunning = false
      kill(process, signal)
      return pclose(output) >> 8
    }
  }

  private static var folder: String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    let name = String(cString: path)
    return name.lastIndex(of: "/").map { String(name[..<$0]) }
  }

  private static func line(_ file: UnsafeMutablePointer<FILE>) -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    var count = 0
    while count < bytes.count {
      let letter = fgetc(file)
      guard letter != EOF, letter != 10 else { break }
      bytes[count] = UInt8(truncatingIfNeeded: letter)
      count += 1
    }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
