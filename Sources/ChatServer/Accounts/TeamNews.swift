import ChatDomain
import TranscriptFormat

/// How the team differs from what the desk was told before.
struct TeamNews {
  /// Who is no longer there.
  var gone: [AgentID] = []
  /// Who is new, or is shown otherwise than before.
  var profiles: [Profile] = []
  /// Who comes when; nil while that is as before.
  var roster: Roster?

  var isEmpty: Bool { gone.isEmpty && profiles.isEmpty && roster == nil }

  /// What the desk was told.
  struct Told {
    private var profiles: [AgentID: Profile] = [:]
    private var roster = Roster()

    /// What is news of these, which count as told from now on.
    mutating func news(_ team: [AgentFile], _ roster: Roster) -> TeamNews {
      let fresh = Dictionary(team.map { ($0.id, SignedIn($0).profile) }) { $1 }
      let news = TeamNews(
        gone: profiles.keys.filter { fresh[$0] == nil }.sorted(),
        profiles: fresh.values.filter { profiles[$0.id] != $0 }.sorted { $0.id < $1.id },
        roster: roster == self.roster ? nil : roster)
      (profiles, self.roster) = (fresh, roster)
      return news
    }
  }
}
