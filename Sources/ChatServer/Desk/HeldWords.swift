import ChatDomain
import Primitives

/// Words of pages whose past is being read from the files; they follow in their order when it is known.
struct HeldWords {
  /// One message.
  struct Words {
    let mid: MessageID, text: String
  }

  private var pages: [SocketID: [Words]] = [:]

  /// Whether the page's past is being read.
  func holds(_ socket: SocketID) -> Bool { pages[socket] != nil }

  mutating func hold(_ words: Words, of socket: SocketID) { pages[socket, default: []].append(words) }

  /// The page's past is known, or the page has gone: what was held.
  @discardableResult mutating func drop(_ socket: SocketID) -> [Words] { pages.removeValue(forKey: socket) ?? [] }
}
