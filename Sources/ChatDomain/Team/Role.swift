/// What a member of the team may do.
package enum Role: String, Sendable, CaseIterable {
  /// Everything, also the team and the sites, and joining a talk without having been asked.
  case owner
  /// Talk.
  case agent
}
