import ChatDomain
import Networking

extension Link {
  /// As the shop's people name it; a connection that ends meanwhile was as good as any.
  init(_ carrier: Carrier?) {
    switch carrier {
    case .eventStream: self = .eventStream
    case .webSocket, nil: self = .webSocket
    }
  }
}
