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

  /// Carries a command out: by the server that runs on the folder, else on the folder itself.
  package static func carryOut(_ command: any ControlCommand, dataFolder: String) -> ControlReply {
    if let reply = ControlClient.ask(command, dataFolder: dataFolder) { return reply }
    do throws(StorageError) {
      return Administration(folder: try DataFolder.open(dataFolder), services: nil).carryOut(command)
    } catch { return ControlReply(error) }
  }

  func carryOut(_ command: any ControlCommand) -> ControlReply {
    do {
      let output = try command.carryOut(in: self)
      // A change is not done before everybody works by it; what only reads changes, announces and reads again nothing.
      if let services, type(of: command).verb.changesShop { try refresh(services) }
      return ControlReply(output: output)
    } catch { return ControlReply(error) }
  }

  /// Reads what people may have edited again; what is wrong is logged, and the old stays.
  func reload() {
    guard let services else { return }
    do {
      try services.shop.blocklist.reload()
      try refresh(services)
      services.store.search.catchUpWithFiles()
      services.log.notice("sites, team and block list read again")
    } catch { services.log.error("not read again", metadata: ["error": "\(error)"]) }
  }

  private func refresh(_ services: Services) throws(StorageError) {
    services.shop.sites.replace(try folder.sites.all())
    try services.accounts.reload()
    let file = try folder.settings { randomBytes(32) }
    let settings = ServerAssembly.settings(services.configuration, services.shop.sites, file)
    services.onCall.change(command: file.onCallCommand)
    services.desk.post { $0.change(settings) }
    services.tellTeam()
  }
}
