/// How bytes reach the peer, the socket itself or TLS over it, with the same verbs for both.
enum Transport: ~Copyable {
  case plain(Socket)

  init(_ socket: consuming Socket) { self = .plain(socket) }

  var descriptor: Int32 {
    switch self {
    case .plain(let socket): socket.descriptor
    }
  }

  var isSecure: Bool {
    switch self {
    case .plain: false
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Socket.ReadOutcome {
    switch self {
    case .plain(let socket): socket.read(into: buffer)
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Socket.WriteOutcome {
    switch self {
    case .plain(let socket): socket.write(bytes)
    }
  }

  func endWriting() {
    switch self {
    case .plain(let socket): socket.endWriting()
    }
  }

  func resetOnClose() {
    switch self {
    case .plain(let socket): socket.resetOnClose()
    }
  }
}
