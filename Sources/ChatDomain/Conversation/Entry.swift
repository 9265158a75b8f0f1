package import Primitives

/// One durable line of a conversation: what happened, when, and by whom.
///
/// Lines are numbered without gaps from 1.
package struct Entry: Equatable, Sendable {
  /// Its place in the conversation, from 1, without gaps.
  package var seq: Int
  /// The author's own name for it; a line the desk writes has one derived from the conversation and seq.
  package var mid: MessageID
  /// When the server took it, by the calendar; never before the line before it.
  package var at: Instant
  /// How much of the time between the `at` of the line before and this one did not pass: the clock was set meanwhile.
  package var step: Milliseconds
  /// Who did it.
  package var by: Author
  /// What the author was called then, for readers of the file; empty when unknown.
  package var name: String
  /// What happened.
  package var fact: Fact

  /// Puts a line together.
  package init(
    seq: Int, mid: MessageID, at: Instant, step: Milliseconds = Milliseconds(0), by: Author, name: String, fact: Fact
  ) {
    (self.seq, self.mid, self.at, self.step) = (seq, mid, at, step)
    (self.by, self.name, self.fact) = (by, name, fact)
  }
}

/// Who wrote a line.
package enum Author: Hashable, Sendable {
  /// The visitor of the conversation.
  case visitor
  /// An agent.
  case agent(AgentID)
  /// The desk itself: rings, voids, silence. It never speaks.
  case desk
}

/// What one line of a conversation says.
///
/// What is large and seldom stands behind a reference: a talk in memory keeps its last lines, and most of them are words.
package enum Fact: Equatable, Sendable {
  /// The conversation began (always seq 1, by the visitor).
  indirect case opened(Opening)
  /// Human words, for everybody in the conversation.
  case said(Body)
  /// Words between agents, never shown to the visitor.
  case noted(Body)
  /// A ring went out to these agents; ring 1 is the first.
  case rang(ring: Int, agents: [AgentID])
  /// Nobody could be rung; the words are kept.
  case waited(Waiting)
  /// An agent picked up during this ring (0: from the waiting list).
  case pickedUp(ring: Int)
  /// An agent asked a colleague in; the words to one who shall take over are an introduction that the visitor reads.
  indirect case invited(NamedAgent, as: Part, Body)
  /// An agent came into the talk beside the one who has it, or took it over.
  indirect case joined(Entrance)
  /// That colleague does not come.
  indirect case uninvited(NamedAgent, as: Part, Cancellation)
  /// That agent, who had been helping, is in the talk no more.
  indirect case left(NamedAgent)
  /// That agent's pick-up came to nothing, or they went away: this helper has the talk now, or the bell goes on.
  indirect case released(AgentID, Release, to: NamedAgent? = nil)
  /// The shop's page or the visitor said who this is.
  indirect case identified(Identity)
  /// The visitor went away before anybody answered.
  case hungUp
  /// The conversation ended; later words open a new one.
  case ended(Ending)
}

/// Words as they are kept; files come later, and the shape is ready for them.
package struct Body: Equatable, Sendable {
  /// At most `DomainLimits.text` bytes of UTF-8.
  package var text: String
  /// Wraps plain words.
  package init(text: String) { self.text = text }
}

/// Why nobody is being rung.
package enum Waiting: String, Sendable, CaseIterable {
  /// No agent is on the bell.
  case nobodyHere
  /// More talks ring for everybody on the bell than they could read (once: everybody had as many as they can hold).
  case everyoneBusy
  /// The visitor went away before anybody answered, or waits for no answer while nobody has the talk.
  case visitorAway
}

/// Why a conversation left its agent.
package enum Release: String, Sendable, CaseIterable {
  /// Picked up, and then neither words nor typing for one ring.
  case silent
  /// Their consoles have been gone for longer than the grace.
  case absent
  /// Their account was removed.
  case removed
}

/// Why a conversation ended.
package enum Ending: String, Sendable, CaseIterable {
  /// An agent ended it.
  case byAgent
  /// A day without a word.
  case silence
}
