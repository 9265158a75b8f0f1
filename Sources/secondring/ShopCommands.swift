import ArgumentParser

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
      var options = ["id": [id], "name": [name], "origin": origin]
      if let customers { options["customers"] = [customers] }
      try folder.ask("site add", options)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the sites.")
    @OptionGroup var folder: DataOption
    func run() throws { try folder.ask("site list", [:]) }
  }
}

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
      var options = ["file": [file], "csv": [try Terminal.text(of: file)]]
      if let site { options["site"] = [site] }
      if let customers { options["customers"] = [customers] }
      try folder.ask("import orders", options)
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
    try folder.ask("demo", ["origin": origin, "file": [orders], "csv": [try Terminal.text(of: orders)]])
  }
}
