package import Primitives

extension WebSocketSession {
  /// The next thing the peer did, from `position` on in `bytes`; nil once all of them are taken in.
  package mutating func next(
    in bytes: inout MutableSpan<UInt8>, from position: inout Int, at now: Instant, answering outgoing: inout ByteQueue
  ) -> WebSocketEvent? {
    if position < bytes.count { keepalive = .heard(now) }
    flood.pass(now)
    do throws(WebSocketError) {
      while position < bytes.count, closing != .closed {
        if let event = try step(&bytes, &position, &outgoing) { return event }
      }
    } catch {
      return failed(error, &outgoing)
    }
    position = bytes.count
    answerLatestPing(&outgoing)
    return nil
  }

  private mutating func step(
    _ bytes: inout MutableSpan<UInt8>, _ position: inout Int, _ outgoing: inout ByteQueue
  ) throws(WebSocketError) -> WebSocketEvent? {
    switch reading {
    case .head(let held) where held.isEmpty: try readFrame(&bytes, &position, &outgoing)
    case .head(let held): try readHeld(held, &bytes, &position, &outgoing)
    case .payload(let header, let read): try readPayload(header, read, &bytes, &position)
    }
  }

  /// A frame begins at `position`.
  private mutating func readFrame(
    _ bytes: inout MutableSpan<UInt8>, _ position: inout Int, _ outgoing: inout ByteQueue
  ) throws(WebSocketError) -> WebSocketEvent? {
    guard let header = try head(bytes.span, at: position), !lacksControlPayload(header, bytes.count &- position) else {
      reading = .head(held: Array(copying: bytes.span.extracting(position..<bytes.count)))
      position = bytes.count
      return nil
    }
    position &+= header.size
    guard header.opcode.isControl else { return try begin(header, &bytes, &position) }
    let range = position..<position &+ header.length
    position = range.upperBound
    _ = unmask(header, phase: 0, &bytes, range)
    return try control(header.opcode, bytes.span.extracting(range), .inPlace(range), &outgoing)
  }

  /// A frame began in an earlier buffer: adds only the bytes that its head, or a control frame as a whole, still lacks.
  private mutating func readHeld(
    _ before: [UInt8], _ bytes: inout MutableSpan<UInt8>, _ position: inout Int, _ outgoing: inout ByteQueue
  ) throws(WebSocketError) -> WebSocketEvent? {
    var held = before
    while true {
      let header = try head(held.span, at: 0)
      if let header, !lacksControlPayload(header, held.count) {
        reading = .head(held: [])
        guard header.opcode.isControl else { return try begin(header, &bytes, &position) }
        return try heldControl(header, held, &outgoing)
      }
      guard position < bytes.count else {
        reading = .head(held: held)
        return nil
      }
      held.append(bytes[position])
      position &+= 1
    }
  }

  private mutating func heldControl(
    _ header: FrameHeader, _ held: [UInt8], _ outgoing: inout ByteQueue
  ) throws(WebSocketError) -> WebSocketEvent? {
    var payload = Array(held[header.size...])
    var span = payload.mutableSpan
    _ = unmask(header, phase: 0, &span, 0..<span.count)
    return try control(header.opcode, payload.span, .owned(payload), &outgoing)
  }

  /// The head of a data frame was read, and `position` is at its payload.
  private mutating func begin(
    _ header: FrameHeader, _ bytes: inout MutableSpan<UInt8>, _ position: inout Int
  ) throws(WebSocketError) -> WebSocketEvent? {
    guard closing == .open else { return try readPayload(header, 0, &bytes, &position) }
    guard (header.opcode == .continuation) == (message != nil) else { throw .badFragment }
    if header.length == 0 { try flood.countOne() }
    // Judged by what the head promises, before a byte is kept.
    guard header.length <= limits.message &- (message?.bytes.count ?? 0) else {
      throw .messageTooBig(limit: limits.message)
    }
    if header.isFinal, message == nil, header.length <= bytes.count &- position {
      return try whole(header, &bytes, &position)
    }
    if message == nil { message = PartialMessage(header) }
    return try readPayload(header, 0, &bytes, &position)
  }

  /// A message in one frame, all of it here: nothing is copied.
  private mutating func whole(
    _ header: FrameHeader, _ bytes: inout MutableSpan<UInt8>, _ position: inout Int
  ) throws(WebSocketError) -> WebSocketEvent {
    let range = position..<position &+ header.length
    position = range.upperBound
    let union = unmask(header, phase: 0, &bytes, range)
    let kind: MessageKind = header.opcode == .text ? .text : .binary
    if header.isCompressed { return try decompressed(kind, bytes.span.extracting(range)) }
    if kind == .text, union >= 0x80 { try check(bytes.span.extracting(range)) }
    return kind == .text ? .text(.inPlace(range)) : .binary(.inPlace(range))
  }

  /// Takes in what is here of a payload; without a message under way (we are closing) it is thrown away.
  private mutating func readPayload(
    _ header: FrameHeader, _ read: Int, _ bytes: inout MutableSpan<UInt8>, _ position: inout Int
  ) throws(WebSocketError) -> WebSocketEvent? {
    let range = position..<position &+ min(header.length &- read, bytes.count &- position)
    position = range.upperBound
    let union = unmask(header, phase: read, &bytes, range)
    try message?.append(bytes.span.extracting(range), union: union)
    guard read &+ range.count == header.length else {
      reading = .payload(header, read: read &+ range.count)
      return nil
    }
    reading = .head(held: [])
    return header.isFinal ? try finished() : nil
  }

  private mutating func finished() throws(WebSocketError) -> WebSocketEvent? {
    guard let whole = message.take() else { return nil }
    if whole.isCompressed { return try decompressed(whole.kind, whole.bytes.span) }
    guard whole.endsWhole else { throw .invalidText }
    return whole.kind == .text ? .text(.owned(whole.bytes)) : .binary(.owned(whole.bytes))
  }

  private mutating func decompressed(
    _ kind: MessageKind, _ squeezed: Span<UInt8>
  ) throws(WebSocketError) -> WebSocketEvent {
    guard let compressor else { throw .badCompression }
    let bytes = try inflation.unpacked(squeezed, by: compressor, limits)
    if kind == .text, Masking.union(bytes.span) >= 0x80 { try check(bytes.span) }
    return kind == .text ? .text(.owned(bytes)) : .binary(.owned(bytes))
  }

  private func head(_ bytes: Span<UInt8>, at start: Int) throws(WebSocketError) -> FrameHeader? {
    try FrameHeader.read(bytes, at: start, masked: role.isServer, compression: compressor != nil)
  }

  private func lacksControlPayload(_ header: FrameHeader, _ available: Int) -> Bool {
    header.opcode.isControl && available < header.size &+ header.length
  }

  private func unmask(
    _ header: FrameHeader, phase: Int, _ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>
  ) -> UInt8 {
    role.isServer
      ? Masking.apply(header.mask, phase: phase, to: &bytes, in: range) : Masking.union(bytes.span.extracting(range))
  }

  private func check(_ text: Span<UInt8>) throws(WebSocketError) {
    var validator = UTF8Validator()
    guard validator.accepts(text), validator.isAtBoundary else { throw .invalidText }
  }
}
