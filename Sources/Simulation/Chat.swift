import ChatDomain
import Primitives

/// What is known of one visitor's talk while it goes on.
struct Chat {
  /// Their page; nil while their network is gone or when they have left.
  var page: SocketID?
  let visitor: VisitorID
  let since: Instant
  /// When somebody first picked up, after the visitor's words.
  var pickedUpAfter: Milliseconds?
  /// When the first human words came, after the visitor's.
  var answeredAfter: Milliseconds?
}
