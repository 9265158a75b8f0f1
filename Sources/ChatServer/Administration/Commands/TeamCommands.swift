package import ChatDomain
import EventLoops
import Primitives
import Secrets
import Storage
import TranscriptFormat

/// Adds somebody to the team.
package struct AddAgent: ControlCommand {
  package static let verb = ControlVerb.agentAdd
  package var id: AgentID
  /// What visitors read; empty: made of the id.
  package var name = ""
  package var role = Role.agent
  package var capacity: Capacity?
  package var isOnCall = false
  package var password: NewPassword?

  package init(_ id: AgentID) { self.id = id }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    self.init(try options.value(.id))
    name = options.text(.name)
    role = try options.optional(.role) ?? .agent
    capacity = try options.optional(.capacity)
    isOnCall = try options.optional(.onCall) ?? false
    password = try options.optional(.password)
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.id, id)
    options.set(.name, name)
    options.set(.role, role)
    options.set(.capacity, capacity)
    options.set(.onCall, isOnCall)
    options.set(.password, password)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let name = name.isEmpty ? id.text.prefix(1).uppercased() + id.text.dropFirst() : name
    var file = AgentFile(id: id, name: name, role: role)
    if let capacity { file.capacity = capacity.talks }
    file.onCall = isOnCall
    file.password = password.map { Password.hash($0.optionText) }
    // Another than that of somebody who had this name and was removed: their cookies stay worth nothing.
    file.generation = randomBytes(4).reduce(0) { $0 << 8 | Int($1) } & 0x3FFF_FFFF | 1
    try administration.folder.team.add(file)
    return
      "Added \(name) (\(id)). They sign in with \(file.password == nil ? "a link: secondring agent link \(id)" : "their password").\n"
  }
}

/// Changes what an agent does; what is nil stays as it is.
package struct SetAgent: ControlCommand {
  package static let verb = ControlVerb.agentSet
  package var id: AgentID
  package var capacity: Capacity?
  package var isOnCall: Bool?
  package var hours: [Hours]?

  package init(_ id: AgentID) { self.id = id }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    self.init(try options.value(.id))
    capacity = try options.optional(.capacity)
    isOnCall = try options.optional(.onCall)
    hours = try options.all(.hours)
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.id, id)
    options.set(.capacity, capacity)
    options.set(.onCall, isOnCall)
    options.set(.hours, hours)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    try administration.folder.team.update(id) { file in
      file.capacity = capacity?.talks ?? file.capacity
      file.onCall = isOnCall ?? file.onCall
      file.rota = hours?.map(\.optionText) ?? file.rota
    }
    return "Changed \(id).\n"
  }
}

/// Removes somebody from the team.
package struct RemoveAgent: ControlCommand {
  package static let verb = ControlVerb.agentRemove
  package var id: AgentID

  package init(_ id: AgentID) { self.id = id }
  package init(_ options: ControlOptions) throws(AdministrationError) { self.init(try options.value(.id)) }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.id, id)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    try administration.folder.team.remove(id)
    return "Removed \(id); they are signed out everywhere, and their talks ring again.\n"
  }
}

/// Sets an agent's password; without one they sign in by link alone.
package struct SetPassword: ControlCommand {
  package static let verb = ControlVerb.agentPassword
  package var id: AgentID
  package var password: NewPassword?

  package init(_ id: AgentID, _ password: NewPassword?) { (self.id, self.password) = (id, password) }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    self.init(try options.value(.id), try options.optional(.password))
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.id, id)
    options.set(.password, password)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let hash = password.map { Password.hash($0.optionText) }
    try administration.folder.team.update(id) { file in
      file.password = hash
      file.generation &+= 1
    }
    return "Changed the password of \(id); they are signed out everywhere.\n"
  }
}

/// Makes a one-time sign-in link.
package struct MakeLink: ControlCommand {
  package static let verb = ControlVerb.agentLink
  /// Long enough to be sent by mail, short enough to be forgotten.
  private static let life = Milliseconds.seconds(24 * 60 * 60)
  package var id: AgentID
  /// How browsers reach the server; empty: as it is known.
  package var publicURL = ""

  package init(_ id: AgentID) { self.id = id }

  package init(_ options: ControlOptions) throws(AdministrationError) {
    self.init(try options.value(.id))
    publicURL = options.text(.publicURL)
  }

  package var options: ControlOptions {
    var options = ControlOptions()
    options.set(.id, id)
    options.set(.publicURL, publicURL)
    return options
  }

  package func carryOut(in administration: Administration) throws -> String {
    let (token, now) = (OneTimeToken(), Clock.calendar())
    try administration.folder.team.addLink(hash: token.hash, for: id, expires: now + Self.life, now: now)
    let address = try administration.knownAddress(publicURL) ?? "http://127.0.0.1:8080"
    // The token stands in the fragment: it reaches no log and no proxy.
    return "\(address)/console/#link=\(token.text)\n"
  }
}

/// Lists the team.
package struct ListAgents: ControlCommand {
  package static let verb = ControlVerb.agentList

  package init() {}
  package init(_ options: ControlOptions) {}
  package var options: ControlOptions { ControlOptions() }

  package func carryOut(in administration: Administration) throws -> String {
    try administration.folder.team.all()
      .map { "\($0.id)\t\($0.role.rawValue)\t\($0.name)\($0.onCall ? "\ton call" : "")\n" }.joined()
  }
}
