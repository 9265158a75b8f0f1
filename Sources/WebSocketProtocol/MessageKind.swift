/// The two kinds of message.
package enum MessageKind: Sendable {
  /// UTF-8, checked before it is handed on.
  case text
  /// Any bytes.
  case binary

  var opcode: Opcode { self == .text ? .text : .binary }
}
