import Primitives

/// The conversations an agent has: those that want them now, and those that rest.
struct Caseload: Sendable {
  /// These fill the agent's capacity.
  private(set) var wanting: Set<ConversationID> = []
  /// These take no place.
  private(set) var resting: Set<ConversationID> = []

  var all: Set<ConversationID> { wanting.union(resting) }

  mutating func insert(_ id: ConversationID) {
    resting.remove(id)
    wanting.insert(id)
  }

  mutating func remove(_ id: ConversationID) {
    wanting.remove(id)
    resting.remove(id)
  }

  /// Moves a conversation that is in it to the other side.
  mutating func move(_ id: ConversationID, to claim: Claim) {
    guard wanting.remove(id) ?? resting.remove(id) != nil else { return }
    switch claim {
    case .wanting: wanting.insert(id)
    case .resting: resting.insert(id)
    }
  }
}
