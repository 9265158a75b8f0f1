import ChatDomain
import Networking
import Primitives
import WebSocketProtocol

// What the endpoints of visitors and of agents do in the same way.
extension Connection {
  /// Does what is due: sends a beat, or gives a silent page up.
  func meet(_ due: EndpointDue, beat: () -> [UInt8]) {
    switch due {
    case .helloMissed: close(.heartbeatMissed, reason: "no hello in time")
    case .beat(.beat), .beat(.missed): send(text: beat())
    case .beat(.gone): close(.heartbeatMissed, reason: "no answer to the heartbeat")
    }
  }

  /// Counts a refusal and sends it, if the page can read one; a page whose refusals pile up unread is cut off.
  ///
  /// All that one read brings is refused before any of it is sent.
  func refuse(_ refusal: Refusal, counting metrics: ServerMetrics, text: () -> [UInt8]?) {
    metrics.refused(refusal.code)
    guard !isBehind else { return close(.tooSlow, reason: "too much was refused at once") }
    if let text = text() { send(text: text) }
  }
}
