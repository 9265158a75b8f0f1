package import Primitives

/// Why a connection had to be given up; each but the last two is the peer's fault.
package enum WebSocketError: Error, Equatable, Sendable {
  /// RFC 6455 5.1: clients mask, servers don't.
  case wrongMasking
  /// RFC 6455 5.2: a reserved bit without the extension that gives it a meaning.
  case reservedBit
  /// RFC 6455 5.2: one of the ten reserved opcodes.
  case reservedOpcode(UInt8)
  /// RFC 6455 5.5: control frames are never fragmented and carry at most 125 bytes.
  case badControlFrame
  /// RFC 6455 5.2: a length that could be written shorter, or with its top bit set.
  case badLength
  /// RFC 6455 5.4: a continuation of nothing, or a new message inside another.
  case badFragment
  /// RFC 6455 5.5.1: a body of one byte, or a code that may not be sent.
  case badClose
  /// RFC 6455 8.1: text or a close reason that is not UTF-8.
  case invalidText
  /// RFC 7692: a squeezed message that is none.
  case badCompression
  /// A message longer than the limit says.
  case messageTooBig(limit: Int)
  /// Messages that unpack to too many times their size, one after the other.
  case inflation(limit: Int)
  /// Too many frames that bring nothing.
  case flood(limit: Int)
  /// No sign of life after a ping.
  case silent(after: Milliseconds)
  /// The peer did not answer our Close frame.
  case closeUnanswered

  /// The code to close with; none when the peer no longer listens.
  package var closeCode: CloseCode? {
    switch self {
    case .wrongMasking, .reservedBit, .reservedOpcode, .badControlFrame, .badLength, .badFragment, .badClose:
      .protocolError
    case .invalidText, .badCompression: .invalidPayload
    case .messageTooBig, .inflation: .messageTooBig
    case .flood: .policyViolation
    case .silent, .closeUnanswered: nil
    }
  }
}
