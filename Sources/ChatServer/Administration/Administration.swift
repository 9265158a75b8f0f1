import ChatDomain
import EventLoops
import Logging
import Primitives
import Secrets
import Storage
import TranscriptFormat

/// What an owner does from the command line, on a folder of their own or inside the server that runs on it.
package struct Administration: Sendable {
  let folder: DataFolder
  /// The running server that must hear of changes; nil when the folder is nobody's.
  let services: Services?

  init(folder: DataFolder, services: Services?) { (self.folder, self.services) = (folder, services) }

  /// Carries a request out: by the server that runs on the folder, else on the folder itself.
  package static func carryOut(_ request: ControlRequest, dataFolder: String) -> ControlReply {
    if let reply = ControlClient.ask(request, dataFolder: dataFolder) { return reply }
    do throws(StorageError) {
      return Administration(folder: try DataFolder.open(dataFolder), services: nil).carryOut(request)
    } catch { return ControlReply(errors: "\(error)", exit: 1) }
  }

  func carryOut(_ request: ControlRequest) -> ControlReply {
    do {
      guard let verb = ControlVerb(rawValue: request.verb) else { throw AdministrationError.unknownVerb(request.verb) }
      let output = try answer(verb, request)
      // A change is not done before everybody works by it; what only reads changes, announces and reads again nothing.
      if let services, verb.changesShop { try refresh(services) }
      return ControlReply(output: output)
    } catch { return ControlReply(errors: "\(error)", exit: 1) }
  }

  /// Reads what people may have edited again; what is wrong is logged, and the old stays.
  func reload() {
    guard let services else { return }
    do {
      try services.blocklist.reload()
      try refresh(services)
      services.search.catchUpWithFiles()
      services.log.notice("sites, team and block list read again")
    } catch { services.log.error("not read again", metadata: ["error": "\(error)"]) }
  }

  private func answer(_ verb: ControlVerb, _ request: ControlRequest) throws -> String {
    switch verb {
    case .agentAdd: try addAgent(request)
    case .agentRemove: try removeAgent(request)
    case .agentSet: try setAgent(request)
    case .agentPassword: try setPassword(request)
    case .agentLink: try makeLink(request)
    case .agentList: try listAgents()
    case .siteAdd: try addSite(request)
    case .siteList: try listSites()
    case .importOrders: try importOrders(request)
    case .personShow: try showPerson(request)
    case .personExport: try exportPerson(request)
    case .personErase: try erasePerson(request)
    case .search: try search(request)
    case .expire: try expire(request)
    case .backup: try backUp(request)
    case .demo: try makeDemo(request)
    }
  }

  private func refresh(_ services: Services) throws(StorageError) {
    services.sites.replace(try folder.sites.all())
    try services.accounts.reload()
    let file = try folder.settings { randomBytes(32) }
    let settings = Opened.settings(services.configuration, services.sites, file)
    services.onCall.change(command: file.onCallCommand)
    services.desk.post { $0.change(settings) }
    services.tellTeam()
  }
}

extension Services {
  /// Has the desk know of the team what it does not know yet.
  func tellTeam() {
    accounts.tellNews { news in
      desk.post { desk in
        for agent in news.gone { desk.happened(.agentRemoved(agent)) }
        for profile in news.profiles { desk.happened(.agentRenamed(profile)) }
        if let roster = news.roster { desk.happened(.rosterChanged(roster)) }
      }
    }
  }
}

/// A request that can't be carried out, in words for the terminal.
enum AdministrationError: Error, CustomStringConvertible {
  case unknownVerb(String)
  case badName(String, String)
  case shortPassword
  case longPassword
  case badRole(String)
  case badCapacity(String)
  case badHours(String)
  case badOrigin(String, SiteOrigin.Fault)
  case unknownBook(String, [String])
  case severalBooks([String])
  case severalPersons(String, [PersonID])
  case badOrders([FileFault], String)

  private static func named(_ book: String) -> String { book.isEmpty ? "(the shared one)" : book }

  var description: String {
    switch self {
    case .unknownVerb(let verb): "there is no command '\(verb)'"
    case .badName(let what, let text): "\(what) '\(text)': 1-32 of a-z, 0-9 and - are wanted"
    case .shortPassword: "a password has at least \(Password.leastLength) letters"
    case .longPassword: "a password has at most \(Password.mostBytes) bytes"
    case .badRole(let text): "role '\(text)': owner or agent is wanted"
    case .badCapacity(let text):
      "--capacity '\(text)': \(AgentFile.capacities.lowerBound) to \(AgentFile.capacities.upperBound) talks are wanted"
    case .badHours(let text): "--hours '\(text)': mon-fri 09:00-17:00 or sat 10:00-14:00 is wanted"
    case .badOrigin(let text, let fault): "--origin '\(text)' \(fault)"
    case .unknownBook(let name, let books):
      "--customers '\(name)': no site has this book; there are " + books.map(Self.named).joined(separator: ", ")
    case .severalBooks(let books):
      "name the customers whose orders these are, by --site ID or --customers NAME; there are "
        + books.map(Self.named).joined(separator: ", ")
    case .severalPersons(let who, let found):
      "\(found.count) people are called \"\(who)\"; name one: " + found.map(\.description).joined(separator: ", ")
    case .badOrders(let faults, let path): faults.map { "\(path): \($0)" }.joined(separator: "\n")
    }
  }
}
