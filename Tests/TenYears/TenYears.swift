import ArgumentParser

/// The data folder of a shop after ten years, made from a seed, and how fast it is searched.
@main
struct TenYears: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tenyears", abstract: "Make a shop's folder of ten years, and measure the search in it.",
    subcommands: [Make.self, Measure.self])

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write talks, people and orders into a new data folder.")
    @Option(help: "The data folder; new or empty.") var data: String
    @Option(help: "How many talks, ten messages each, over ten years.") var talks = 100_000
    @Option(help: "How many people, with two orders each.") var people = 100_000
    @Option(help: "The seed: the same one makes the same folder.") var seed: UInt64 = 1

    func run() throws {
      var maker = try FolderMaker(data, people: people, seed: seed)
      try maker.makePeople()
      try maker.makeTalks(talks)
      print("\(talks) talks with \(talks * 10) messages and \(people) people in \(data)")
    }
  }

  struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Print how long opening takes, memory, and p50 and p99 of each kind of question; exit 1 beyond the aims.")
    @Option(help: "A data folder that nobody has open.") var data: String
    @Option(help: "How often each question is asked.") var times = 50
    @Option(help: "The seed that the folder was made from.") var seed: UInt64 = 1
    @Option(help: "Milliseconds of processor time that an answer may take (p99).") var aim = 50.0

    func run() throws {
      let isFast = try SearchMeasure(data, times: times, aim: aim, seed: seed).run()
      if !isFast { throw ExitCode(1) }
    }
  }
}
