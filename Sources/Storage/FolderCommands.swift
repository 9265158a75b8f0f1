package import ChatDomain
package import Primitives
package import TranscriptFormat

/// What the command line does to a data folder that no server has open; `print` gets each line of the answer.
package struct FolderCommands: Sendable {
  private let folder: DataFolder
  private let print: @Sendable (String) -> Void

  /// Works on an open, locked folder.
  package init(_ folder: DataFolder, print: @escaping @Sendable (String) -> Void) {
    (self.folder, self.print) = (folder, print)
  }

  /// Adds an agent; `passwordHash` is nil when they sign in by a link first.
  package func addAgent(
    _ id: AgentID, name: String, role: AgentFile.Role, passwordHash: String? = nil
  ) throws(StorageError) {
    try Team(folder).add(AgentFile(id: id, name: name, role: role, password: passwordHash))
    print("\(name) (\(id)) is \(role == .owner ? "an owner" : "an agent") now")
  }

  /// Takes an agent out of the team; their sessions and links end.
  package func removeAgent(_ id: AgentID) throws(StorageError) {
    try Team(folder).remove(id)
    print("\(id) is no longer in the team")
  }

  /// Gives an agent a new password; their sessions end.
  package func setPassword(_ id: AgentID, hash: String) throws(StorageError) {
    try Team(folder).update(id) { agent in
      agent.password = hash
      agent.generation &+= 1
    }
    print("\(id) has a new password")
  }

  /// Keeps a sign-in link; the caller shows the address with the token that belongs to `tokenHash`.
  package func addLink(
    for id: AgentID, tokenHash: String, expires: Instant, now: Instant
  ) throws(StorageError) {
    try Team(folder).addLink(hash: tokenHash, for: id, expires: expires, now: now)
  }

  /// Lists the team.
  package func listAgents() throws(StorageError) {
    for agent in try Team(folder).all() { print("\(agent.id)  \(agent.role.rawValue)  \(agent.name)") }
  }

  /// Adds a site.
  package func addSite(_ site: SiteFile) throws(StorageError) {
    for origin in site.origins where !SiteFile.isOrigin(origin) {
      throw .badFile(
        "sites/\(site.id).json", FileFault(line: nil, field: "origins", problem: "\"\(origin)\" is no origin"))
    }
    try Sites(folder).add(site)
    print("\(site.name) (\(site.id)) may be embedded now")
  }

  /// Takes a CSV file of purchases in; true when every row was good.
  package func importOrders(
    csv bytes: [UInt8], file: String, _ strictness: OrderBook.Strictness,
    person: (_ customer: String, _ email: String) -> PersonID?
  ) throws(StorageError) -> Bool {
    let report = try OrderBook(folder).take(OrderImport(csv: bytes), strictness, person: person)
    for fault in report.faults { print("\(file): \(fault)") }
    print(report.summary)
    return report.faults.isEmpty
  }

  /// Prints what is known of a person, found by name, mail address, website, customer key or id.
  package func showPerson(_ wanted: String) throws(StorageError) {
    let found = try People(folder).find(wanted)
    guard !found.isEmpty else { throw .unknown("person \"\(wanted)\"") }
    for person in found { try show(person) }
  }

  private func show(_ person: PersonID) throws(StorageError) {
    print(folder.path(People.name(person)))
    if let file = try People(folder).file(person) { print(String(decoding: file.bytes, as: UTF8.self)) }
    for order in try OrderBook(folder).orders(of: person) {
      let status = order.status.isEmpty ? "" : " · \(order.status)"
      print("  \(order.date) · \(order.number) · \(order.quantity) × \(order.title) · \(order.total)\(status)")
    }
  }
}

extension OrderBook.Report {
  /// In words.
  package var summary: String {
    "\(added) orders new, \(updated) orders brought up to date, of \(people) people; \(faults.count) rows left out"
  }
}
