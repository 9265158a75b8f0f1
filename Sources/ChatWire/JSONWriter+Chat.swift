import ChatDomain
import JSON
import Primitives

extension JSONWriter {
  mutating func field<Kind>(_ name: String, _ id: Identifier<Kind>) { field(name, ascii: { id.append(to: &$0) }) }

  mutating func field(_ name: String, _ instant: Instant) { field(name, Int(instant.milliseconds)) }

  /// A text that is left out when there is none.
  mutating func optional(_ name: String, _ text: String) {
    if !text.isEmpty { field(name, text) }
  }

  mutating func field(_ name: String, _ page: Page) {
    object(name) {
      $0.field("url", page.url)
      $0.field("title", page.title)
    }
  }

  mutating func field(_ name: String, _ profile: Profile) { object(name) { $0.person(profile) } }

  mutating func field(_ name: String, _ agent: NamedAgent) {
    object(name) {
      $0.field("id", agent.id.text)
      $0.field("name", agent.name)
    }
  }

  mutating func people(_ name: String, _ profiles: [Profile]) {
    array(name) { for profile in profiles { $0.object { $0.person(profile) } } }
  }

  mutating func person(_ profile: Profile) {
    field("id", profile.id.text)
    field("name", profile.name)
    field("face", profile.face)
  }

  mutating func strings(_ name: String, _ texts: some Sequence<String>) {
    array(name) { for text in texts { $0.value(text) } }
  }

  mutating func refusal(_ refusal: Refusal) {
    field("type", "error")
    field("code", refusal.code.rawValue)
    if let ref = refusal.ref { field("ref", ref) }
    if let conversation = refusal.conversation { field("c", conversation) }
    optional("field", refusal.field)
    if let limit = refusal.limit { field("limit", limit) }
    field("message", refusal.message)
  }

  mutating func author(_ author: Author) {
    switch author {
    case .visitor: field("by", "visitor")
    case .agent(let id):
      field("by", "agent")
      field("agent", id.text)
    case .desk: field("by", "desk")
    }
  }
}
