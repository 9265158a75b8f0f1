import ChatDomain
import Primitives
import Simulation
import Testing

/// The figures of the written model, from the desk itself: each agent who is on is there 8 times in 10, and then picks
/// up within a ring 6 times in 10.
@Suite struct ShopSimulationTests {
  private static let chats = 1_500

  @Test(arguments: [
    (2, Shop.Proof.stale, [0.730, 0.892, 0.937, 0.957]), (3, .stale, [0.480, 0.911, 0.973, 0.990]),
    (5, .stale, [0.480, 0.976, 0.995, 0.999]), (3, .proved, [0.687, 0.954, 0.985, 0.992]),
  ])
  func `picked up by 6, 12, 18 and 30 seconds as the model says`(people: Int, proof: Shop.Proof, expected: [Double]) {
    var shop = Shop(people: people)
    (shop.play, shop.proof) = (.chats(Self.chats), proof)
    let outcome = played(shop)
    #expect(outcome.chats == Self.chats)
    for (share, wanted) in zip(outcome.pickedUpShares, expected) {
      // Three standard deviations of so many draws.
      #expect(abs(share - wanted) < 0.04, "\(outcome.pickedUpShares)")
    }
  }

  @Test func `a console that sleeps costs two seconds and not six`() {
    var shop = Shop(people: 3)
    (shop.play, shop.proof) = (.chats(Self.chats), .stale)
    let stale = played(shop)
    shop.proof = .asleep
    let asleep = played(shop)
    #expect(asleep.pickedUpShares[0] > stale.pickedUpShares[0] + 0.05)
    #expect(asleep.pickedUpShares[1] > stale.pickedUpShares[1])
  }

  @Test(arguments: [Shop.Proof.stale, .asleep, .proved])
  func `days of a shop with blinking networks come to an end with everybody counted`(proof: Shop.Proof) {
    var shop = Shop(people: 3)
    shop.people[2] = Shop.Seat(hours: 12..<17, capacity: 3)
    shop.play = .days(2, arrivals: (0..<24).map { (8..<20).contains($0) ? 12 : 0 })
    (shop.proof, shop.blinksPerHour) = (proof, 6)
    let outcome = played(shop)
    #expect((180...400).contains(outcome.chats))
    #expect(outcome.rings.all == outcome.chats)
    #expect(outcome.answeredShares[4] > 0.7)
  }

  /// One agent, six visitors an hour, nobody ever presses "end": pages are left open, thanks lie unanswered.
  @Test(arguments: [(0.0, 0.0), (0.0, 1.0), (1.0, 0.5), (0.5, 0.3)])
  func `talks that nobody ends keep no ring from the next visitor`(walkAway: Double, thanks: Double) {
    var shop = Shop(people: 1)
    shop.play = .days(5, arrivals: (0..<24).map { (9..<18).contains($0) ? 6 : 0 })
    (shop.presence, shop.pickUp, shop.talk) = (1, 1, .seconds(60))
    (shop.leftOpen, shop.walkAway, shop.thanks) = (1, walkAway, thanks)
    let outcome = played(shop)
    shop.leftOpen = 0
    let tidy = played(shop)
    #expect(outcome.chats > 150 && outcome.leftOpen > outcome.chats - 20)
    #expect(outcome.metNobody == 0)
    // Some first words take longer than two rings, as always.
    #expect(outcome.answeredShares[1] > tidy.answeredShares[1] - 0.05, "\(outcome.answeredShares)")
    #expect(outcome.answeredShares[3] > 0.98, "\(outcome.answeredShares)")
    if walkAway == 1 { #expect(outcome.rangSoftly < outcome.chats / 2) }
  }

  @Test func `the same seed gives the same outcome, another one another`() {
    var shop = Shop(people: 4)
    shop.play = .chats(500)
    let one = played(shop)
    #expect(one == played(shop))
    shop.seed = 2
    #expect(one != played(shop))
  }

  @Test func `with nobody really there everybody hangs up`() {
    var shop = Shop(people: 2)
    (shop.play, shop.presence) = (.chats(50), 0)
    let outcome = played(shop)
    #expect(outcome.rings.hungUp == 50)
    #expect(outcome.metNobody == 50)
  }

  @Test func `a description is read, and its faults are named`() throws {
    let seats = #"{"people":[{"from":9,"to":17},{"capacity":3}],"#
    let text = seats + #""presence":0.9,"days":7,"seed":5,"ringSeconds":4,"leftOpen":0.25,"#
    let rates = "[" + Array(repeating: "1.5", count: 24).joined(separator: ",") + "]"
    let shop = try Shop(json: Array((text + #""arrivals":\#(rates)}"#).utf8))
    #expect(shop.people == [Shop.Seat(hours: 9..<17), Shop.Seat(capacity: 3)])
    #expect(shop.play == .days(7, arrivals: Array(repeating: 1.5, count: 24)))
    #expect(shop.ring == .seconds(4) && shop.presence == 0.9 && shop.seed == 5 && shop.leftOpen == 0.25)
  }

  @Test(arguments: [
    ("[]", ""), ("{", ""), (#"{"presence":1.2}"#, "presence"), (#"{"people":0}"#, "people"),
    (#"{"people":[{"from":17,"to":9}]}"#, "people[0].to"), (#"{"days":3}"#, "arrivals"),
    (#"{"arrivals":[1]}"#, "arrivals"), (#"{"agents":3}"#, "agents"), (#"{"proof":"true"}"#, "proof"),
    (#"{"talkMinutes":1e300}"#, "talkMinutes"), (#"{"seed":-1}"#, "seed"),
  ])
  func `what is wrong in a description is said by name`(text: String, field: String) {
    #expect { try Shop(json: Array(text.utf8)) } throws: { ($0 as? ShopFault)?.field == field }
  }

  private func played(_ shop: Shop) -> Outcome {
    var simulation = ShopSimulation(shop)
    return simulation.run()
  }
}
