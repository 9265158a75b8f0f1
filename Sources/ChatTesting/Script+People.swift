package import ChatDomain
import Primitives

extension Script {
  /// A visitor's page says hello; the same number is the same browser.
  package mutating func visitorComes(_ visitor: UInt64 = 1, resume: ResumePoint? = nil) -> SocketID {
    let socket = nextSocket()
    play(.visitorCame(socket, Self.arrival(visitor, resume: resume)))
    return socket
  }

  /// A hello of that browser.
  package static func arrival(_ visitor: UInt64, resume: ResumePoint? = nil) -> Arrival {
    let place = Place(page: Page(url: "https://shop.example/\(visitor)", title: "Tea"))
    return Arrival(visitor: VisitorID(high: 1, low: visitor), site: site, place: place, resume: resume)
  }

  /// A visitor writes; the name of the message.
  @discardableResult package mutating func visitor(_ page: SocketID, says text: String) -> MessageID {
    let mid = nextMessage()
    play(.visitorSaid(page, mid, text))
    return mid
  }

  /// A visitor comes and writes first words.
  package mutating func newTalk(_ visitor: UInt64 = 1, _ text: String = "Hi!") -> (SocketID, ConversationID) {
    let page = visitorComes(visitor)
    return (page, ConversationID(openedBy: self.visitor(page, says: text)))
  }

  /// An agent's console says hello and goes on the bell.
  package mutating func agentComes(
    _ name: String, role: Role = .agent, capacity: Int = 2, onBell: Bool = true
  ) -> SocketID {
    let socket = nextSocket()
    let profile = Profile(id: slug(name), name: name.capitalized)
    play(.agentCame(socket, profile, role: role, capacity: capacity, resume: []))
    play(.agentTurnedBell(socket, isOn: onBell))
    return socket
  }

  /// An agent writes; the name of the message.
  @discardableResult package mutating func agent(
    _ console: SocketID, says text: String, in talk: ConversationID
  ) -> MessageID {
    let mid = nextMessage()
    play(.agent(console, talk, .say(mid, text)))
    return mid
  }

  /// An agent asks a colleague into a talk.
  package mutating func agent(
    _ console: SocketID, asks colleague: String, into talk: ConversationID, as part: Part, _ text: String = "Meet them."
  ) {
    play(.agent(console, talk, .invite(nextMessage(), slug(colleague), as: part, text)))
  }

  /// Who is in a talk: the agent who has it, then the helpers.
  package func agents(in talk: ConversationID) -> [AgentID] {
    guard let conversation = desk.conversation(talk) else { return [] }
    return [conversation.phase.agent].compactMap(\.self) + conversation.company.helpers
  }

  /// The phase of a talk.
  package func phase(_ talk: ConversationID) -> Phase? { desk.conversation(talk)?.phase }

  /// What was recorded of a talk.
  package func facts(_ talk: ConversationID) -> [Fact] { ledger.lines[talk]?.map(\.fact) ?? [] }

  /// The rings a console heard.
  package func rings(_ console: SocketID) -> [Int] {
    consoles[console]?.compactMap { if case .ring(_, let ring, _, _) = $0 { ring } else { nil } } ?? []
  }

  /// Why commands of a page were refused.
  package func refusals(page: SocketID) -> [Refusal.Code] {
    pages[page]?.compactMap { if case .refused(let refusal) = $0 { refusal.code } else { nil } } ?? []
  }

  /// Why commands of a console were refused.
  package func refusals(console: SocketID) -> [Refusal.Code] {
    consoles[console]?.compactMap { if case .refused(let refusal) = $0 { refusal.code } else { nil } } ?? []
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
