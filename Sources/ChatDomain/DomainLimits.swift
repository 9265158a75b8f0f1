package import Primitives

/// Every bound of the domain, each with its reason.
package enum DomainLimits {
  /// Bytes of UTF-8 in one message: four printed pages; more is a file.
  package static let text = 8 * 1024
  /// Bytes of a page's address or a referrer: what browsers and servers agree on.
  package static let address = 2 * 1024
  /// Bytes of a name, a title, a mail address.
  package static let label = 256
  /// Bytes of one remembered fact: a line of a person's file.
  package static let fact = 1024
  /// Lines of an open conversation kept in memory for a quick return; older ones come from the file.
  package static let recentEntries = 64
  /// Lines of an ended conversation kept in memory: its visitor may come back and look.
  package static let endedEntries = 16
  /// Ended conversations kept in memory, so that words sent twice across the end are known; the oldest go first.
  package static let endedTalks = 2_000
  /// Secrets of browsers that are remembered to be one person's: more than anybody has browsers, in years.
  package static let secrets = 256
  /// The first person proved by a secret takes over what was said there in the last hour; older words stay the browser's.
  package static let adopted = Milliseconds.seconds(60 * 60)
  /// Bytes of a token with which the shop says who somebody is.
  package static let token = 4 * 1024
  /// How long an ended conversation is kept in memory at most.
  package static let endedKept = Milliseconds.seconds(24 * 60 * 60)
  /// Characters of the last words shown in the console's list.
  package static let summary = 160
  /// Pages a visitor came over, shown in the console.
  package static let trail = 5
  /// People of whom the desk remembers with whom they talked last, twice at most.
  package static let acquaintances = 50_000
  /// Talks one agent holds with full attention.
  package static let capacity = 2
  /// With the visitor on the site, a conversation without open words wants its agent this long after the last words.
  package static let recentWords = Milliseconds.seconds(5 * 60)
  /// Unanswered words want an agent this long after the visitor left: they may come straight back, or wait elsewhere.
  package static let unansweredAfterLeaving = Milliseconds.seconds(10 * 60)
  /// Talks that ring for one agent at once: more can't be read; the others wait in line until this bell has room.
  package static let bell = 256
  /// Talks from the waiting line that are looked at in one event, so that none takes long however long the line is.
  package static let restaffed = 64
  /// One ring, as on an American telephone line: 2 s tone, 4 s silence.
  package static let ring = Milliseconds.seconds(6)
  /// A console that has not acknowledged a ring by then was not reached: a third of a ring is lost, not all of it.
  package static let ringHeard = Milliseconds.seconds(2)
  /// An invitation into a talk is open this long: five rings, in which nobody is left alone.
  package static let invitation = Milliseconds.seconds(30)
  /// Agents in one talk, its owner included: more is a meeting, and the visitor would not know whom to answer.
  package static let agentsInTalk = 4
  /// After a pick-up, human typing holds it this much longer.
  package static let typingHolds = Milliseconds.seconds(6)
  /// Nothing holds a pick-up without sent words longer: the visitor has waited two rings and more.
  package static let holdsAtMost = Milliseconds.seconds(30)
  /// A console that closed is back within this when its page was only loaded again: the visitor is told of no absence.
  package static let reload = Milliseconds.seconds(3)
  /// A visitor who changes page or loses the network mid-ring is waited for this long.
  package static let visitorGrace = Milliseconds.seconds(60)
  /// An agent whose consoles are all gone keeps an active talk this long.
  package static let agentGrace = Milliseconds.seconds(20)
  /// A tunnel of ten seconds and the way back: no talk leaves its agent sooner, whatever lies unanswered.
  package static let tunnel = Milliseconds.seconds(12)
  /// Without any input at a console for this long, nothing shows that its agent is there: a phone call, or lunch.
  package static let attention = Milliseconds.seconds(10 * 60)
  /// Who comes and goes within this is told in one notice: many consoles at once would otherwise be told of each of the others.
  package static let presenceGathered = Milliseconds.milliseconds(100)
  /// How many weeks the promise is counted by hour of week: a season, in which a shop's week looks alike.
  package static let promiseWeeks = 13
  /// A conversation without a word for this long has ended.
  package static let silence = Milliseconds.seconds(24 * 60 * 60)
}
