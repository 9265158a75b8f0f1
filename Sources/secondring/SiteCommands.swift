import ArgumentParser
import ChatDomain
import ChatServer

/// `secondring site …`: the shops that embed the widget.
struct SiteCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Add the sites that embed the widget.", subcommands: [Add.self, List.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add a site, and print its tag and its secret.")
    @Argument(help: "Its name in the tag: a-z, 0-9, -.") var id: String
    @Option(help: "The shop's name as people read it.") var name = ""
    @Option(help: "An origin whose pages may embed the widget, https://shop.example; may be given several times.")
    var origin: [String] = []
    @Option(help: "The book of customers it shares with other sites that name it; without, it has one of its own.")
    var customers: String?
    @OptionGroup var folder: DataOption

    func run() throws {
      try folder.ask {
        var command = AddSite(try .init(option: id))
        command.name = name
        command.origins = try origin.map { try .init(option: $0) }
        command.customers = try customers.map { try .init(option: $0) }
        return command
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the sites.")
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask { ListSites() } }
  }
}
