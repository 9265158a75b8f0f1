import ChatDomain
import ChatWire
import EventLoops
import Networking

/// Which connection stands behind each socket number, and the letters that leave for them at the end of the turn.
///
/// Letters for one loop travel in one post: waking a loop costs more than a letter.
struct Switchboard {
  private struct Bag {
    let loop: EventLoop
    var letters: [(connection: Connection, text: SharedText)]
  }

  /// Who stands behind a socket.
  enum Party: Sendable {
    case visitor(VisitorWire.Site)
    case agent
  }

  private struct Line {
    let connection: Connection
    let party: Party
    let link: Link
  }

  private var lines: [SocketID: Line] = [:]
  /// How many are reached in each way.
  private(set) var links: [Link: Int] = [:]
  private var bags: [ObjectIdentifier: Bag] = [:]

  mutating func connect(_ socket: SocketID, to connection: Connection, as party: Party, by link: Link) {
    lines[socket] = Line(connection: connection, party: party, link: link)
    links[link, default: 0] += 1
  }

  mutating func disconnect(_ socket: SocketID) {
    guard let line = lines.removeValue(forKey: socket) else { return }
    links[line.link, default: 0] -= 1
  }

  func connection(_ socket: SocketID) -> Connection? { lines[socket]?.connection }

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
      guard let connection = lines[socket]?.connection else { continue }
      let loop = connection.loop
      bags[ObjectIdentifier(loop), default: Bag(loop: loop, letters: [])].letters.append((connection, text))
    }
  }

  /// Sends the bags off.
  mutating func leave() {
    for key in bags.keys {
      guard let bag = bags[key], !bag.letters.isEmpty else { continue }
      bags[key]?.letters.removeAll(keepingCapacity: true)
      let letters = bag.letters
      bag.loop.post {
        for letter in letters { letter.connection.onLoop { $0.send(letter.text) } }
      }
    }
  }
}
