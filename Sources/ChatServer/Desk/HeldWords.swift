import ChatDomain
import Primitives

/// What pages said while their past is being read from the files; it follows in its order when that is known.
struct HeldWords {
  /// One thing that a page said.
  enum Item {
    case words(MessageID, String)
    /// Who it is: words before a proof are not the proved person's.
    case identity(DeskEvent)
  }

  private var pages: [SocketID: [Item]] = [:]

  /// Whether the page's past is being read.
  func holds(_ socket: SocketID) -> Bool { pages[socket] != nil }

  /// The first thing that was held of this page.
  func first(of socket: SocketID) -> Item? { pages[socket]?.first }

  mutating func hold(_ item: Item, of socket: SocketID) { pages[socket, default: []].append(item) }

  /// The page's past is known, or the page has gone: what was held.
  @discardableResult mutating func drop(_ socket: SocketID) -> [Item] { pages.removeValue(forKey: socket) ?? [] }
}
