import ArgumentParser
import ChatServer
import TLSProtocol

/// The command line: `secondring serve`, `secondring echo`, and the tools that work on the data folder.
@main
struct SecondRing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secondring", abstract: "Live chat where a real person answers by the second ring.",
    version: ChatServer.version,
    subcommands: [
      ServeCommand.self, AgentCommands.self, SiteCommands.self, ImportCommands.self, TranscriptCommand.self,
      PersonCommands.self, BackupCommand.self, RestoreCommand.self, DemoCommand.self, SimulateCommand.self,
      HealthCommand.self,
      EchoCommand.self,
    ])

  static func main() {
    // OpenSSL takes it as long as it has allocated nothing.
    ScratchMemory.separate()
    main(nil)
  }
}
