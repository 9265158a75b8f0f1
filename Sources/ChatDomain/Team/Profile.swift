/// What people may see of an agent.
package struct Profile: Hashable, Sendable {
  /// The name they sign in with.
  package var id: AgentID
  /// The name visitors read.
  package var name: String
  /// The path of their picture on this server; empty for none.
  package var face: String

  /// Puts the facts side by side.
  package init(id: AgentID, name: String, face: String = "") { (self.id, self.name, self.face) = (id, name, face) }
}
