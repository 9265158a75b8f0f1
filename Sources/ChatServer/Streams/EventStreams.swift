import ChatDomain
import HTTPProtocol
import Networking
import Primitives
import Secrets
import Synchronization

/// The streams of events that are open, by their unguessable names: where a page's requests find its endpoint.
final class EventStreams: Sendable {
  /// Who may speak on a stream.
  enum Party: Equatable {
    case visitor
    case agent(AgentID)
    /// Whoever was refused hears why in the last event, and has nothing to say.
    case nobody
  }

  /// One stream.
  struct Stream {
    let connection: Connection
    let party: Party
    /// The page's own, which each of its requests must name again.
    let origin: String
  }

  private let streams = Mutex<[String: Stream]>([:])

  /// Takes a stream in under a new name.
  func open(_ stream: Stream) -> String {
    let name = Base64.url.encoded(randomBytes(24))
    streams.withLock { $0[name] = stream }
    return name
  }

  /// The stream has ended.
  func close(_ name: String) { streams.withLock { $0[name] = nil } }

  subscript(name: String) -> Stream? { streams.withLock { $0[name] } }
}
