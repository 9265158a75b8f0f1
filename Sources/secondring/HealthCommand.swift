import ArgumentParser
import Glibc

/// `secondring health`: asks a running server over HTTP, for scripts and container checks.
struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Ask a running server how it is; exit 0 when it answers 2xx, else 1.")
  @Option(help: "What to ask: http://HOST:PORT/health, /readyz or /livez.")
  var url = "http://127.0.0.1:8080/health"

  func run() throws {
    guard let question = Question(url) else {
      throw ValidationError("--url must look like http://127.0.0.1:8080/health")
    }
    guard let answer = question.answer() else {
      Terminal.complain("\(url): nobody answers")
      throw ExitCode(1)
    }
    print(answer.body)
    if !(200...299).contains(answer.status) { throw ExitCode(1) }
  }
}

/// One plain HTTP question; TLS ends before us when somebody asks on the same machine.
private struct Question {
  let host: String
  let port: String
  let path: String

  init?(_ url: String) {
    guard url.hasPrefix("http://") else { return nil }
    let rest = url.dropFirst("http://".count)
    let authority = rest.prefix { $0 != "/" }
    guard !authority.isEmpty else { return nil }
    let parts = authority.split(separator: ":", maxSplits: 1)
    (host, port) = (String(parts[0]), parts.count > 1 ? String(parts[1]) : "80")
    path = rest.count > authority.count ? String(rest.dropFirst(authority.count)) : "/"
  }

  func answer() -> (status: Int, body: String)? {
    guard let descriptor = connected() else { return nil }
    defer { close(descriptor) }
    let request = Array("GET \(path) HTTP/1.1\r\nHost: \(host):\(port)\r\nConnection: close\r\n\r\n".utf8)
    guard request.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == request.count else { return nil }
    let text = String(decoding: everything(descriptor), as: UTF8.self)
    let halves = text.split(separator: "\r\n\r\n", maxSplits: 1)
    guard let head = halves.first, let status = Int(head.dropFirst("HTTP/1.1 ".count).prefix(3)) else { return nil }
    return (status, halves.count > 1 ? String(halves[1]) : "")
  }

  private func connected() -> Int32? {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, port, &hints, &found) == 0 else { return nil }
    defer { freeaddrinfo(found) }
    var candidate = found
    while let address = candidate?.pointee {
      let descriptor = socket(address.ai_family, address.ai_socktype, 0)
      var patience = timeval(tv_sec: 5, tv_usec: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
      if descriptor >= 0, connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
      close(descriptor)
      candidate = address.ai_next
    }
    return nil
  }

  private func everything(_ descriptor: Int32) -> [UInt8] {
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 16 * 1024))
    while true {
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }
}
