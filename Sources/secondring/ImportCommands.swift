import ArgumentParser
import ChatDomain
import ChatServer

/// `secondring import …`: what other systems know.
struct ImportCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take in what other systems know.", subcommands: [Orders.self])

  struct Orders: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take in past purchases from a CSV file; the same order number again replaces what was known.")
    @Argument(
      help: "customer,email,name,website,order,date,title,quantity,total,status; the first row names the columns.")
    var file: String
    @Option(help: "The site whose customers they are; needed where sites have books of their own.") var site: String?
    @Option(help: "The book of customers, as sites/ID.json names it, in place of a site.") var customers: String?
    @OptionGroup var folder: DataOption

    func run() throws {
      let csv = try Terminal.text(of: file)
      try folder.ask {
        var command = ImportOrders(file: file, csv: csv)
        command.site = try site.map { try .init(option: $0) }
        command.customers = try customers.map { try .init(option: $0) }
        return command
      }
    }
  }
}

/// `secondring demo`: a shop to look at.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Put the demo shop into a new data folder: a site, two agents, past orders.")
  @Option(help: "The demo shop's own origin; may be given several times.") var origin: [String]
  @Option(help: "The CSV file with its orders.") var orders: String
  @OptionGroup var folder: DataOption

  func run() throws {
    let csv = try Terminal.text(of: orders)
    try folder.ask { MakeDemo(origins: try origin.map { try .init(option: $0) }, file: orders, csv: csv) }
  }
}
