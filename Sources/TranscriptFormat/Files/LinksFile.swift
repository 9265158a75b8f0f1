package import ChatDomain
import JSON
package import Primitives

/// The sign-in links that are still good, as kept in `team/links.json`: never the token, only its hash.
package struct LinksFile: Equatable, Sendable {
  /// The links, oldest first.
  package private(set) var links: [Link] = []

  /// One link.
  package struct Link: Equatable, Sendable {
    /// The token's hash.
    package let hash: String
    /// Whom it signs in.
    package let agent: AgentID
    /// From when on it is worth nothing.
    package let expires: Instant
  }

  /// A file without links.
  package init() {}

  /// Reads the file.
  package init(_ bytes: [UInt8]) throws(FileFault) {
    let object = try EditedObject(bytes)
    for link in try object.objects("links") {
      guard let hash = link["hash"]?.string, let agent = AgentID(link["agent"]?.string ?? ""),
        let expires = Instant(text: link["expires"]?.string ?? "")
      else { throw object.fault("links", "each must have \"hash\", \"agent\" and \"expires\"") }
      links.append(Link(hash: hash, agent: agent, expires: expires))
    }
  }

  /// Adds a link and forgets those that have expired.
  package mutating func add(hash: String, agent: AgentID, expires: Instant, now: Instant) {
    links.removeAll { $0.expires <= now }
    links.append(Link(hash: hash, agent: agent, expires: expires))
  }

  /// The agent a link signs in; nil when it is not there or has expired.
  package func agent(of hash: String, now: Instant) -> AgentID? {
    links.first { $0.hash == hash && now < $0.expires }?.agent
  }

  /// Takes a link out, for good; the agent it signs in, or nil when it is not there or has expired.
  package mutating func spend(hash: String, now: Instant) -> AgentID? {
    guard let index = links.firstIndex(where: { $0.hash == hash }) else { return nil }
    let link = links.remove(at: index)
    return now < link.expires ? link.agent : nil
  }

  /// Takes all links of an agent out.
  package mutating func revoke(_ agent: AgentID) { links.removeAll { $0.agent == agent } }

  /// The file's bytes.
  package var bytes: [UInt8] {
    var writer = EditedWriter()
    writer.add("links") { writer in
      writer.array { list in
        for link in links {
          list.object {
            $0.field("hash", link.hash)
            $0.field("agent", link.agent.text)
            $0.field("expires", link.expires.text)
          }
        }
      }
    }
    return writer.bytes
  }
}
