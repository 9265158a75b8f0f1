import ChatDomain
import ChatWire
import EventLoops
import Networking

/// Which connection stands behind each socket number, and the letters that leave for them at the end of the turn.
///
/// Letters for one loop travel in one post: waking a loop costs more than a letter.
struct Switchboard {
  private static let usualLetters = 1_024
  private typealias Letter = (connection: Connection, text: SharedText)

  private struct Bag {
    let loop: EventLoop
    var letters: [Letter] = []
  }

  /// Who stands behind a socket.
  enum Party: Sendable {
    case visitor(VisitorWire.Site)
    case agent
  }

  private struct Line {
    let party: Party
    let link: Link
    /// What limits count its visitor's address by.
    let network: String
  }

  // Apart from the rest: every letter asks for the connection, and for nothing else.
  private var connections: [SocketID: Connection] = [:]
  private var lines: [SocketID: Line] = [:]
  /// What waits for those who are told nothing for a moment.
  private var waiting: [SocketID: [SharedText]] = [:]
  /// How many are reached in each way.
  private(set) var links: [Link: Int] = [:]
  /// One for each loop; there are as many loops as cores.
  private var bags: [Bag] = []

  mutating func connect(
    _ socket: SocketID, to connection: Connection, as party: Party, by link: Link, from network: String = ""
  ) {
    connections[socket] = connection
    lines[socket] = Line(party: party, link: link, network: network)
    links[link, default: 0] += 1
  }

  mutating func disconnect(_ socket: SocketID) {
    connections[socket] = nil
    waiting[socket] = nil
    guard let line = lines.removeValue(forKey: socket) else { return }
    links[line.link, default: 0] -= 1
  }

  func connection(_ socket: SocketID) -> Connection? { connections[socket] }

  /// Where the visitor comes from, as limits count it; empty when they are gone.
  func network(of socket: SocketID) -> String { lines[socket]?.network ?? "" }

  /// The site of the first of these visitors who is still there; nil when nobody is.
  func site(of sockets: [SocketID]) -> VisitorWire.Site? {
    for socket in sockets {
      if case .visitor(let site) = lines[socket]?.party { return site }
    }
    return nil
  }

  /// Everybody's sockets, visitors and agents apart.
  var everybody: (visitors: [SocketID], agents: [SocketID]) {
    var everybody = (visitors: [SocketID](), agents: [SocketID]())
    for (socket, line) in lines {
      switch line.party {
      case .visitor: everybody.visitors.append(socket)
      case .agent: everybody.agents.append(socket)
      }
    }
    return everybody
  }

  /// Puts the same text into the bag for each of these sockets; who is gone gets none.
  mutating func put(_ text: SharedText, for sockets: [SocketID]) {
    for socket in sockets {
      guard let connection = connections[socket] else { continue }
      if !waiting.isEmpty, waiting[socket] != nil {
        waiting[socket]?.append(text)
      } else {
        bags[bag(for: connection.loop)].letters.append((connection, text))
      }
    }
  }

  /// Keeps all that is put for this socket until it is released.
  mutating func hold(_ socket: SocketID) {
    if waiting[socket] == nil, connections[socket] != nil { waiting[socket] = [] }
  }

  /// Lets what was kept for this socket go on, in its order.
  mutating func release(_ socket: SocketID) {
    for text in waiting.removeValue(forKey: socket) ?? [] { put(text, for: [socket]) }
  }

  /// Sends the bags off.
  mutating func leave() {
    for index in bags.indices where !bags[index].letters.isEmpty {
      var letters: [Letter] = []
      // As much room again: the next turn will be like this one.
      letters.reserveCapacity(min(bags[index].letters.count, Self.usualLetters))
      swap(&bags[index].letters, &letters)
      bags[index].loop.post { [letters] in
        for letter in letters { letter.connection.onLoop { $0.send(letter.text) } }
      }
    }
  }

  private mutating func bag(for loop: EventLoop) -> Int {
    if let index = bags.firstIndex(where: { $0.loop === loop }) { return index }
    bags.append(Bag(loop: loop))
    return bags.count - 1
  }
}
