import Foundation
import Testing

/// An acked message is on disk exactly once, each page holds a beginning of the transcript, and nobody waits for ever:
/// in every state that writing, losing connections, killing the server and syncing can bring about.
@Suite struct DeliveryModelTests {
  @Test(arguments: Self.sizes) func everyStateKeepsThePromise(_ bounds: DeliveryModel.Bounds) {
    let walk = Walk(bounds)
    #expect(walk.fault == nil)
    print(
      "delivery model, \(bounds.messages) messages, \(bounds.cuts) cuts, \(bounds.crashes) crashes:", terminator: " ")
    print("\(walk.states) states, \(walk.steps) steps")
  }

  @Test(arguments: DeliveryModel.Fault.allCases.filter { $0 != .none })
  func aBrokenRuleIsFound(_ fault: DeliveryModel.Fault) {
    #expect(Walk(.init(fault: fault)).fault != nil)
  }

  /// Small ones with each run; `SECONDRING_MODEL=large` walks on.
  private static var sizes: [DeliveryModel.Bounds] {
    let small: [DeliveryModel.Bounds] = [
      .init(messages: [1, 1], cuts: 1, crashes: 1), .init(messages: [2, 0], cuts: 1, crashes: 1),
      .init(messages: [2, 1], cuts: 0, crashes: 1),
    ]
    let large: [DeliveryModel.Bounds] = [
      .init(messages: [2, 1], cuts: 1, crashes: 1), .init(messages: [3, 0], cuts: 2, crashes: 2),
      .init(messages: [1, 1], cuts: 3, crashes: 3), .init(messages: [2, 1], cuts: 2, crashes: 2),
      .init(messages: [2, 2], cuts: 1, crashes: 1),
    ]
    return ProcessInfo.processInfo.environment["SECONDRING_MODEL"] == "large" ? small + large : small
  }
}
