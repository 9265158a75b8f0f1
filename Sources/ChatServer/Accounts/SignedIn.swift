package import ChatDomain
import TranscriptFormat

/// An agent whose browser holds a good cookie.
package struct SignedIn: Sendable {
  /// What people may see of them.
  package let profile: Profile
  /// What they may do.
  package let role: Role
  /// How many talks they hold at once.
  package let capacity: Int
  /// The account's generation then: a higher one signs out everywhere.
  package let generation: Int
  /// Whether they can sign in without a link.
  package let hasPassword: Bool

  init(_ file: AgentFile) {
    let face = file.face.isEmpty ? "" : "/api/v1/faces/\(file.face)"
    profile = Profile(id: file.id, name: file.name, face: face)
    (role, capacity, generation) = (file.role, file.capacity, file.generation)
    hasPassword = file.password != nil
  }
}
