import ChatDomain
import ChatWire
import EventLoops
package import Logging
import Networking
import Primitives
import Storage
import TLSProtocol
import WebSocketProtocol

/// Starts and stops everything, in order: folder, desk, loops, listeners; and back.
package final class ChatServer: Sendable {
  /// What `--version` says.
  package static let version = "0.1"
  /// How long a stop waits for the last bytes to leave.
  private static let patience = Milliseconds.seconds(5)

  /// How long it waits for the disk after that: with the network's it stays below the ten seconds of most supervisors.
  private static let diskPatience = Milliseconds.seconds(3)

  /// Where the visitors' and agents' listener stands, with the port the system chose if none was asked for.
  package let listen: String
  /// Where the demo shop stands; nil when there is none.
  package let demo: String?
  /// Where operators read; nil when there is none.
  package let ops: String?

  let services: Services
  private let housekeeping: Housekeeping
  private let network: NetworkServer
  private let control: ControlSocket
  private let folder: DataFolder
  private let tls: CurrentTLS?
  private let pages: PublicPages

  /// Opens the folder, restores the desk and listens; the error names the file, the setting or the address.
  package init(_ configuration: ServerConfiguration, log: Logger) throws {
    let pages = try PublicPages(path: configuration.publicFolder, log: log)
    self.pages = pages
    folder = try DataFolder.open(configuration.data)
    let services = try ServerAssembly(folder: folder, configuration: configuration, log: log).services
    self.services = services
    housekeeping = Housekeeping(services)
    let network = NetworkServer(
      loops: try Self.loops(configuration.loops), observer: NetworkLog(log: log, metrics: services.metrics))
    self.network = network
    let chat = ChatApplication(server: services, pages: pages, version: Self.version)
    let shop = try configuration.demoListen.map { _ in try DemoShop(server: services, pages: pages) }
    services.desk.post { $0.start() }
    services.tellTeam()
    housekeeping.begin()
    let tls = try Self.context(configuration.tls).map { CurrentTLS($0) }
    self.tls = tls
    listen = try Self.open(configuration.listen, chat, network, configuration, tls: tls)
    demo = try configuration.demoListen.flatMap { address in
      try shop.map { try Self.open(address, $0, network, configuration, tls: tls) }
    }
    ops = try configuration.opsListen.map {
      try Self.open($0, OpsApplication(server: services, version: Self.version), network, configuration)
    }
    let administration = Administration(folder: folder, services: services)
    control = try ControlSocket(path: folder.path("control.sock")) { administration.carryOut($0) }
  }

  /// Tells browsers when to come back, lets the last words reach the disk, and closes everything.
  package func stop() async {
    control.stop()
    await withCheckedContinuation { done in
      services.desk.post { desk in
        desk.sayGoodbye()
        done.resume()
      }
    }
    await network.stop(.comeBack, reason: "the server restarts", patience: Self.patience)
    let isWritten = await Patience.wait(Self.diskPatience) { services.store.journal.close(then: $0) }
    if !isWritten { reportUnwritten() }
  }

  /// The disk hangs: what it owes is in the journal, and the next start writes it.
  private func reportUnwritten() {
    let reading = services.watches.storage.reading(at: Clock.now())
    let busy = reading.queues.filter { $0.backlog.count > 0 }
    let queues = busy.map { "\($0.name): \($0.backlog.count), oldest \($0.backlog.age.count) ms" }
    services.log.error(
      "stopped before the disk had done its work: the next start does the rest",
      metadata: ["queues": "\(queues)", "lines not in their transcripts": "\(reading.unwritten.count)"])
  }

  /// Reads sites, accounts, block list, certificate and pages again, as after SIGHUP; what is wrong in them is logged and
  /// the old stays.
  package func reload() {
    services.slow.run { [self] in
      Administration(folder: folder, services: services).reload()
      reloadCertificate()
      pages.reload()
    }
  }

  private func reloadCertificate() {
    guard let tls else { return }
    do throws(TLSError) {
      guard let context = try Self.context(services.configuration.tls) else { return }
      tls.replace(with: context)
      services.log.notice("certificate read again")
    } catch { services.log.error("certificate not read again", metadata: ["error": "\(error)"]) }
  }

  private static func context(_ certificates: [CertificateFiles]) throws(TLSError) -> TLSContext? {
    guard let first = certificates.first else { return nil }
    return try TLSContext(first, Array(certificates.dropFirst()))
  }

  // One processor is for the desk and the disk: with two, a second loop cost an eighth more at half the load.
  private static func loops(_ count: Int) throws -> [EventLoop] {
    try EventLoop.several(count > 0 ? count : Parallel.processors - 1, label: "connections")
  }

  private static func open(
    _ text: String, _ application: any Application, _ network: NetworkServer, _ configuration: ServerConfiguration,
    tls: CurrentTLS? = nil
  ) throws -> String {
    guard let address = SocketAddress(text) else { throw ConfigurationError.notAnAddress(text) }
    var options = ListenerOptions(address: address)
    options.trustedProxies = try configuration.trustedProxies.map { range throws(ConfigurationError) in
      guard let range = AddressRange(range) else { throw .notAProxy(range) }
      return range
    }
    options.tls = tls
    options.strictTransport = configuration.strictTransport
    options.limits.slowReaderCode = .tooSlow
    options.limits.connectionsPerAddress = configuration.connectionsPerAddress
    return try network.listen(options, application: application).address.description
  }
}
