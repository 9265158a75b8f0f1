/// Why a connection ends, as a number on the wire (RFC 6455 7.4).
package struct CloseCode: RawRepresentable, Hashable, Sendable {
  /// The number.
  package let rawValue: UInt16

  /// Any number, also one that may not be sent.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Done.
  package static let normal = CloseCode(rawValue: 1000)
  /// The page is left or the server stops.
  package static let goingAway = CloseCode(rawValue: 1001)
  /// The peer broke RFC 6455.
  package static let protocolError = CloseCode(rawValue: 1002)
  /// A kind of message that this endpoint does not take.
  package static let unsupportedData = CloseCode(rawValue: 1003)
  /// Text that is not UTF-8, or a squeezed message that is none.
  package static let invalidPayload = CloseCode(rawValue: 1007)
  /// The peer broke a rule of the application.
  package static let policyViolation = CloseCode(rawValue: 1008)
  /// A message beyond the limit.
  package static let messageTooBig = CloseCode(rawValue: 1009)
  /// Something went wrong on our side.
  package static let internalError = CloseCode(rawValue: 1011)
  /// The server restarts: come back.
  package static let serviceRestart = CloseCode(rawValue: 1012)
  /// The server is full: come back later.
  package static let tryAgainLater = CloseCode(rawValue: 1013)

  /// Whether the number may stand in a Close frame: the others are reserved or never go over the wire.
  package var isSendable: Bool {
    switch rawValue {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}
