import ArgumentParser
import ChatDomain
import ChatServer

/// `secondring agent …`: the people at the desk.
struct AgentCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent", abstract: "Add and remove the people at the desk.",
    subcommands: [Add.self, Remove.self, Set.self, Password.self, Link.self, List.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add an agent.")
    @Argument(help: "The name they sign in with: a-z, 0-9, -.") var id: String
    @Option(help: "The name visitors read.") var name = ""
    @Flag(help: "May also manage the team and the sites.") var owner = false
    @Option(help: "Talks they hold at once (default 2); beyond them it rings for others, or softly.") var capacity: Int?
    @Flag(help: "Called when two rings brought nobody.") var onCall = false
    @Flag(help: "Read their password from the first line of standard input.") var passwordStdin = false
    @OptionGroup var folder: DataOption

    func run() throws {
      try folder.ask {
        var command = AddAgent(try .init(option: id))
        command.name = name
        command.role = owner ? .owner : .agent
        command.capacity = try capacity.map { try .init($0) }
        command.isOnCall = onCall
        if passwordStdin { command.password = try .init(option: Terminal.line()) }
        return command
      }
    }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change what an agent does.", discussion: "What is not named stays as it is.")
    @Argument var id: String
    @Option(help: "Talks they hold at once.") var capacity: Int?
    @Flag(inversion: .prefixedNo, help: "Called when two rings brought nobody.") var onCall: Bool?
    @Option(help: "Their hours at the desk, mon-fri 09:00-17:00; several by repeating it.") var hours: [String] = []
    @OptionGroup var folder: DataOption

    func run() throws {
      try folder.ask {
        var command = SetAgent(try .init(option: id))
        command.capacity = try capacity.map { try .init($0) }
        command.isOnCall = onCall
        if !hours.isEmpty { command.hours = try hours.map { try .init(option: $0) } }
        return command
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove an agent; they are signed out at once.")
    @Argument var id: String
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask { RemoveAgent(try .init(option: id)) } }
  }

  struct Password: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set a password, read from the first line of standard input.")
    @Argument var id: String
    @OptionGroup var folder: DataOption

    func run() throws {
      try folder.ask { SetPassword(try .init(option: id), try .init(option: Terminal.line())) }
    }
  }

  struct Link: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a one-time sign-in link, good for a day.")
    @Argument var id: String
    @Option(help: "How browsers reach the server.") var publicURL = ""
    @OptionGroup var folder: DataOption

    func run() throws {
      try folder.ask {
        var command = MakeLink(try .init(option: id))
        command.publicURL = publicURL
        return command
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the agents.")
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask { ListAgents() } }
  }
}
