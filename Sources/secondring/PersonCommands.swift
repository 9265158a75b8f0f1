import ArgumentParser
import ChatServer

/// `secondring person …`: what the shop knows of somebody.
struct PersonCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "person", abstract: "What the shop knows of somebody.",
    subcommands: [Show.self, Export.self, Erase.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print somebody's file and orders.")
    @Argument(help: "A name, mail address, website, customer number or id.") var who: String
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask { ShowPerson(who) } }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write all that is held on somebody: their file, orders and talks, the talks also as text.")
    @Argument(help: "A name, mail address, website, customer number or id.") var who: String
    @OptionGroup var destination: Destination
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask { ExportPerson(who, to: destination.path) } }
  }

  struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase all that is held on somebody, for ever; their open talks must have ended.")
    @Argument(help: "A name, mail address, website, customer number or id.") var who: String
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask { ErasePerson(who) } }
  }
}
