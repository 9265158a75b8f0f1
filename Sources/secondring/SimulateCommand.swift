import ArgumentParser
import Simulation

/// `secondring simulate`: what one more person at the desk would change.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Play a described shop with the real desk on a fast clock, and print who is answered by when.",
    discussion: """
      Without a file: chats one after the other, and for each it is drawn anew who is really there. A file is one JSON \
      object with any of people (a number, or [{"from": 9, "to": 17, "capacity": 2}]), presence, pickUp, ringSeconds, \
      firstWordsSeconds, talkMinutes, patienceSeconds, awayMinutes, noticedSeconds, blinksPerHour, blinkSeconds, \
      leftOpen (talks of a day that nobody ends), walkAway and thanks (what their visitors do), chats or days with arrivals (24 numbers, visitors an hour), proof (proved, asleep, stale), seed. Options outweigh it.
      """)

  @Argument(help: "The shop's description, a JSON file.") var file: String?
  @Option(help: "How many people are on the bell.") var people: Int?
  @Option(help: "How likely somebody on the bell is really there, in percent.") var presence: Double?
  @Option(help: "How likely somebody who is there picks up within one ring, in percent.") var pickUp: Double?
  @Option(help: "How many chats, one after the other.") var chats: Int?
  @Option(help: "The seed: the same one gives the same figures.") var seed: UInt64?
  @Option(
    help: "Only this: stale (rings sound into empty rooms), asleep (consoles don't answer), proved (off the bell).")
  var proof: Shop.Proof?

  func validate() throws {
    guard (1...1000).contains(people ?? 1) else { throw ValidationError("--people wants 1 to 1000") }
    guard (0...100).contains(presence ?? 0) else { throw ValidationError("--presence wants 0 to 100") }
    guard (0...100).contains(pickUp ?? 0) else { throw ValidationError("--pick-up wants 0 to 100") }
    guard (1...10_000_000).contains(chats ?? 1) else { throw ValidationError("--chats wants 1 to 10000000") }
  }

  func run() throws {
    let shop = try described()
    if let proof { return print(Report("presence: \(proof.rawValue)", play(shop, proof))) }
    let stale = play(shop, .stale)
    let proved = play(shop, .proved)
    print(Report("presence stale: whoever is away is rung all the same", stale))
    print(Report("\npresence proved: whoever is away is off the bell", proved))
    print("\n" + Report.gain(from: stale, to: proved))
  }

  private func described() throws -> Shop {
    var shop = Shop()
    if let file {
      do { shop = try Shop(json: Array(try Terminal.text(of: file).utf8)) } catch let fault as ShopFault {
        throw ValidationError("\(file): \(fault)")
      }
    }
    if let people { shop.people = (0..<people).map { shop.people[$0 % shop.people.count] } }
    if let presence { shop.presence = presence / 100 }
    if let pickUp { shop.pickUp = pickUp / 100 }
    if let chats { shop.play = .chats(chats) }
    if let seed { shop.seed = seed }
    return shop
  }

  private func play(_ shop: Shop, _ proof: Shop.Proof) -> Outcome {
    var shop = shop
    shop.proof = proof
    var simulation = ShopSimulation(shop)
    return simulation.run()
  }
}

extension Shop.Proof: ExpressibleByArgument {}
