import ChatDomain
import EventLoops
import Primitives
import Secrets
import Storage
import TranscriptFormat

extension Administration {
  /// A link for somebody new or somebody who forgot; long enough to be sent by mail, short enough to be forgotten.
  private static let linkLife = Milliseconds.seconds(24 * 60 * 60)

  func addAgent(_ request: ControlRequest) throws -> String {
    let id = try agentID(request)
    let name = request.option("name").isEmpty ? id.text.capitalizedFirst : request.option("name")
    var file = AgentFile(id: id, name: name, role: try role(request))
    if let capacity = try capacity(request) { file.capacity = capacity }
    file.onCall = request.options["on-call"]?.first == "yes"
    file.password = try password(request).map(Password.hash)
    // Another than that of somebody who had this name and was removed: their cookies stay worth nothing.
    file.generation = randomBytes(4).reduce(0) { $0 << 8 | Int($1) } & 0x3FFF_FFFF | 1
    try folder.team.add(file)
    return
      "Added \(name) (\(id)). They sign in with \(file.password == nil ? "a link: secondring agent link \(id)" : "their password").\n"
  }

  func setAgent(_ request: ControlRequest) throws -> String {
    let id = try agentID(request)
    let capacity = try capacity(request)
    let onCall = request.options["on-call"]?.first.map { $0 == "yes" }
    let rota = request.options["hours"]
    for hours in rota ?? [] where Shift(hours: hours) == nil { throw AdministrationError.badHours(hours) }
    try folder.team.update(id) { file in
      file.capacity = capacity ?? file.capacity
      file.onCall = onCall ?? file.onCall
      file.rota = rota ?? file.rota
    }
    return "Changed \(id).\n"
  }

  func removeAgent(_ request: ControlRequest) throws -> String {
    let id = try agentID(request)
    try folder.team.remove(id)
    return "Removed \(id); they are signed out everywhere, and their talks ring again.\n"
  }

  func setPassword(_ request: ControlRequest) throws -> String {
    let id = try agentID(request)
    let hash = try password(request).map(Password.hash)
    try folder.team.update(id) { file in
      file.password = hash
      file.generation &+= 1
    }
    return "Changed the password of \(id); they are signed out everywhere.\n"
  }

  func makeLink(_ request: ControlRequest) throws -> String {
    let id = try agentID(request)
    let (token, now) = (OneTimeToken(), Clock.calendar())
    try folder.team.addLink(hash: token.hash, for: id, expires: now + Self.linkLife, now: now)
    // The token stands in the fragment: it reaches no log and no proxy.
    return "\(try address(request))/console/#link=\(token.text)\n"
  }

  func listAgents() throws -> String {
    try folder.team.all().map { "\($0.id)\t\($0.role.rawValue)\t\($0.name)\($0.onCall ? "\ton call" : "")\n" }.joined()
  }

  private func address(_ request: ControlRequest) throws -> String {
    try knownAddress(request) ?? "http://127.0.0.1:8080"
  }

  /// How the outside reaches this server: as the command says, as the running server knows it, or as the last one did.
  func knownAddress(_ request: ControlRequest) throws -> String? {
    let given = request.option("public-url")
    if !given.isEmpty { return given.hasSuffix("/") ? String(given.dropLast()) : given }
    if let url = services?.configuration.publicURL { return url }
    if let listen = services?.configuration.listen { return "http://\(listen)" }
    let kept = try folder.settings { randomBytes(32) }.publicURL
    return kept.isEmpty ? nil : kept
  }

  private func agentID(_ request: ControlRequest) throws -> AgentID {
    guard let id = AgentID(request.option("id")) else {
      throw AdministrationError.badName("agent", request.option("id"))
    }
    return id
  }

  private func password(_ request: ControlRequest) throws -> String? {
    guard let password = request.options["password"]?.first else { return nil }
    guard password.count >= Password.leastLength else { throw AdministrationError.shortPassword }
    // A longer one would be kept and never let anybody in.
    guard password.utf8.count <= Password.mostBytes else { throw AdministrationError.longPassword }
    return password
  }

  private func role(_ request: ControlRequest) throws -> Role {
    guard let text = request.options["role"]?.first else { return .agent }
    guard let role = Role(rawValue: text) else { throw AdministrationError.badRole(text) }
    return role
  }

  private func capacity(_ request: ControlRequest) throws -> Int? {
    guard let text = request.options["capacity"]?.first else { return nil }
    guard let capacity = Int(text), AgentFile.capacities.contains(capacity) else {
      throw AdministrationError.badCapacity(text)
    }
    return capacity
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
