/// With whom each person talked last.
///
/// Two generations, so that it forgets the oldest and never grows without end.
struct Acquaintances: Sendable {
  private var current: [PersonID: AgentID] = [:]
  private var previous: [PersonID: AgentID] = [:]

  subscript(person: PersonID) -> AgentID? { current[person] ?? previous[person] }

  mutating func met(_ person: PersonID, _ agent: AgentID) {
    if current.count >= DomainLimits.acquaintances { (previous, current) = (current, [:]) }
    current[person] = agent
  }
}
