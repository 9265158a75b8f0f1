import ArgumentParser
import ChatDomain
import ChatTesting
import Glibc
import Primitives
import Simulation

/// Days of a shop of a thousand people, with everything the desk writes and sends read by a ledger.
struct CrowdPlay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Play a large shop; fails when a promise is broken or memory grows.")

  @Option(help: "How many visitors, about.") var visitors = 1_000_000
  @Option(help: "How many agents.") var agents = 1_000
  @Option(help: "Minutes of a talk.") var minutes: Int64 = 25
  @Option(help: "How likely somebody who is there picks up within one ring, in percent.") var pickUp = 95.0
  @Option(help: "How much memory may grow after the first tenth, in MiB.") var growth = 64
  @Option(help: "The seed.") var seed: UInt64 = 1

  func run() throws {
    let watch = Watch(every: max(1, visitors / 10))
    var simulation = ShopSimulation(shop)
    simulation.observer = { effects, desk, outcome in watch.read(effects, desk, outcome) }
    let outcome = simulation.run()
    watch.say(outcome)
    print(Report("\n\(outcome.chats) visitors, \(agents) agents", outcome))
    watch.violations.forEach { print($0) }
    guard watch.violations.isEmpty, watch.growth <= growth else {
      print("memory grew by \(watch.growth) MiB")
      throw ExitCode.failure
    }
  }

  private var shop: Shop {
    var shop = Shop(people: agents)
    // One a second, around the clock.
    let days = max(1, (visitors + 43_200) / 86_400)
    shop.play = .days(days, arrivals: Array(repeating: Double(visitors) / Double(24 * days), count: 24))
    (shop.presence, shop.talk, shop.seed, shop.pickUp) = (0.9, .seconds(60 * minutes), seed, pickUp / 100)
    return shop
  }
}

/// Looks at everything that the desk does, and now and then at the desk itself.
private final class Watch {
  private(set) var violations: [String] = []
  private var ledger = Ledger(keepingEnded: 2 * DomainLimits.endedTalks)
  private let interval: Int
  private var nextReport: Int
  private var memory: [Int] = []
  private var events = 0

  init(every interval: Int) { (self.interval, nextReport) = (interval, interval) }

  /// What came on top after the first tenth, in MiB.
  var growth: Int { (memory.last ?? 0) - (memory.first ?? 0) }

  func read(_ effects: [DeskEffect], _ desk: Desk, _ outcome: Outcome) {
    ledger.read(effects)
    events += 1
    if events.isMultiple(of: 1_000_000) { check(desk) }
    if violations.count < 20 { violations += ledger.takeViolations() }
    guard outcome.chats >= nextReport else { return }
    nextReport += interval
    say(outcome)
  }

  func say(_ outcome: Outcome) {
    memory.append(Usage.memory)
    let each = Double(Usage.nanoseconds) / 1_000 / Double(max(1, outcome.deskEvents))
    print(
      "\(padded("\(outcome.chats)", 8)) chats \(padded("\(outcome.deskEvents)", 10)) desk events,",
      "\(tenths(each)) µs each with all that plays and checks, \(Usage.memory) MiB")
    // Who waits for a long play sees each line as it comes.
    fflush(nil)
  }

  private func check(_ desk: Desk) {
    let open = desk.openConversations
    if open.count != ledger.open { violations.append("\(open.count) talks are open, and \(ledger.open) on disk") }
    if open.count != desk.phases.open { violations.append("\(open.count) talks are open, and \(desk.phases) counted") }
    for conversation in open where ledger.conversations[conversation.id] != conversation {
      violations.append("\(conversation.id) is not what is on disk")
    }
  }
}
