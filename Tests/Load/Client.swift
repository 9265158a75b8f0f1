import EventLoops
import HTTPProtocol
import Networking
import Primitives
import TLSProtocol
import WebSocketProtocol

/// A WebSocket client on an event loop: connects, shakes hands, and hands messages to its handler.
actor Client: LoopActor, LoopClient {
  /// Where to, and as whom.
  struct Target: Sendable {
    var address: SocketAddress
    var path = "/"
    var origin: String?
    var cookie: String?
    var subprotocols: [String] = []
    var limits = WebSocketLimits()
    /// Speaks TLS by these rules.
    var tls: TLSContext?
  }

  /// How a client ends its connection.
  enum Ending: CaseIterable { case closeHandshake, end, reset }

  private enum Phase {
    case connecting
    case shakingHands(ClientHandshake, answer: [UInt8])
    case open
    case closed
  }

  private static let readBudget = 128 << 10

  nonisolated let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private let target: Target
  private let handler: any ClientHandler
  private var phase = Phase.connecting
  private var session: WebSocketSession
  private var transport: Transport?
  private var slot: Slot?
  private var outgoing = ByteQueue()
  private var watching: Readiness = [.readable, .writable]
  private var isWriteComing = false
  private lazy var timer = LoopTimer(of: self) { $0.handler.woken(on: $0) }

  init(_ target: Target, on loop: EventLoop, handler: sending any ClientHandler) {
    (self.target, self.loop, self.handler) = (target, loop, handler)
    session = WebSocketSession(.client(maskSeed: .random(in: 0 ... .max)), limits: target.limits, at: Clock.now())
  }

  func connect() {
    let slot = loop.register(self)
    self.slot = slot
    do throws(SystemError) {
      let transport = Transport(try Socket.connecting(to: target.address))
      try loop.watch(transport.descriptor, watching, for: slot)
      self.transport = consume transport
    } catch {
      finish(error.description)
    }
  }

  func send(_ message: Span<UInt8>, kind: MessageKind) {
    guard case .open = phase else { return }
    loop.lendRoom(to: &outgoing)
    session.send(kind, message, into: &outgoing)
    writeSoon()
  }

  /// Ends the connection; the handler hears `closed` at once, or when the server has answered.
  func leave(_ ending: Ending) {
    switch ending {
    case .closeHandshake:
      session.close(.normal, at: loop.now, into: &outgoing)
      writeSoon()
    case .end: finish("ended")
    case .reset:
      transport?.resetOnClose()
      finish("reset")
    }
  }

  /// Calls the handler's `woken` at that moment instead of the one asked for before.
  func wake(at moment: Instant) { timer.set(moment) }

  func begin() { handler.begin(on: self) }

  nonisolated func ready(_ readiness: Readiness) {
    onLoop { client in
      client.isWriteComing = true
      let isGreeting = client.isConnecting
      if isGreeting { client.shakeHands(readiness) }
      if readiness.isInput { client.readable() }
      client.isWriteComing = false
      client.flush()
      if isGreeting { client.handler.greeted(on: client) }
    }
  }

  nonisolated func turnEnds() {
    onLoop { client in
      client.isWriteComing = false
      client.flush()
    }
  }

  nonisolated func deadlinePassed() {
    onLoop { client in
      _ = client.session.pass(client.loop.now, into: &client.outgoing)
      client.flush()
    }
  }

  private var isConnecting: Bool {
    guard case .connecting = phase else { return false }
    return true
  }

  private func shakeHands(_ readiness: Readiness) {
    guard !readiness.contains(.hungUp), secure() else { return finish("refused") }
    let handshake = ClientHandshake(
      nonce: (0..<16).map { _ in .random(in: 0...255) }, subprotocols: target.subprotocols)
    handshake.append(
      host: target.address.description, path: target.path, origin: target.origin, cookie: target.cookie, to: &outgoing)
    phase = .shakingHands(handshake, answer: [])
  }

  private func secure() -> Bool {
    guard let tls = target.tls else { return true }
    return transport?.secure(with: tls, to: "localhost") ?? false
  }

  private func readable() {
    switch transport?.read(Self.readBudget, into: loop.receiveBuffer) ?? .nothingYet {
    case .bytes(let bytes): received(bytes)
    case .nothingYet: break
    case .end: finish("the server closed")
    case .failed, .plainHTTP: finish("the connection broke")
    }
  }

  private func received(_ buffer: UnsafeMutableRawBufferPointer) {
    switch phase {
    case .shakingHands(let handshake, let before): answered(handshake, before + Array(buffer))
    case .open:
      var bytes = MutableSpan<UInt8>(_unsafeBytes: buffer)
      messages(&bytes)
    case .connecting, .closed: break
    }
  }

  private func answered(_ handshake: ClientHandshake, _ bytes: [UInt8]) {
    guard let (head, size) = try? HTTPResponseHead.read(bytes) else {
      return phase = .shakingHands(handshake, answer: bytes)
    }
    guard handshake.isAccepted(status: head.status.rawValue, field: { head.headers[$0] }) else {
      return finish("the server answered \(head.status.rawValue)")
    }
    phase = .open
    if let slot { loop.setDeadline(session.nextDeadline, for: slot) }
    handler.opened(on: self)
    var rest = Array(bytes[size...])
    var span = rest.mutableSpan
    messages(&span)
  }

  private func messages(_ bytes: inout MutableSpan<UInt8>) {
    var position = 0
    while case .open = phase,
      let event = session.next(in: &bytes, from: &position, at: loop.now, answering: &outgoing)
    {
      switch event {
      case .text(let message): hand(message, .text, bytes.span)
      case .binary(let message): hand(message, .binary, bytes.span)
      case .ping, .pong: break
      case .closed(let code, let reason): finish("closed \(code?.rawValue ?? 0) \(reason)")
      case .failed(let error): finish("\(error)")
      }
    }
  }

  private func hand(_ message: MessageBytes, _ kind: MessageKind, _ buffer: Span<UInt8>) {
    switch message {
    case .inPlace(let range): handler.received(buffer.extracting(range), kind: kind, on: self)
    case .owned(let bytes): handler.received(bytes.span, kind: kind, on: self)
    }
  }

  private func writeSoon() {
    guard !isWriteComing, let slot else { return }
    isWriteComing = true
    loop.atEndOfTurn(slot)
  }

  private func flush() {
    guard transport?.write(&outgoing, on: loop) != nil else { return finish("the connection broke") }
    loop.takeRoom(from: &outgoing)
    let wanted: Readiness = transport?.wantsRoom(for: outgoing) ?? false ? [.readable, .writable] : .readable
    guard wanted != watching, let slot, let descriptor = transport?.descriptor else { return }
    watching = wanted
    loop.rewatch(descriptor, wanted, for: slot)
  }

  private func finish(_ reason: String) {
    if case .closed = phase { return }
    phase = .closed
    if let slot { loop.unregister(slot) }
    slot = nil
    transport = nil
    handler.closed(reason, on: self)
  }
}
