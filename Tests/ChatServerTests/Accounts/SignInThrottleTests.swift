import ChatServer
import Primitives
import Testing

struct SignInThrottleTests {
  private let start = Instant(milliseconds: 1_000_000)

  private func throttled(_ key: String, times: Int) -> SignInThrottle {
    var throttle = SignInThrottle()
    for _ in 0..<times { throttle.take(key, at: start) }
    return throttle
  }

  @Test func `the tries are free, and the next one waits until the window is over`() {
    var throttle = throttled("name anna", times: SignInThrottle.tries - 1)
    #expect(throttle.wait("name anna", at: start) == nil)
    throttle.take("name anna", at: start + .seconds(60))
    #expect(throttle.wait("name anna", at: start + .seconds(60)) == SignInThrottle.window.minus(.seconds(60)))
    #expect(throttle.wait("name anna", at: start + SignInThrottle.window) == nil)
  }

  @Test func `who is wrong slows nobody else down`() {
    let throttle = throttled("address 1.2.3.4", times: SignInThrottle.tries)
    #expect(throttle.wait("address 1.2.3.4", at: start) == SignInThrottle.window)
    #expect(throttle.wait("address 5.6.7.8", at: start) == nil)
  }

  @Test func `after the window the count begins anew`() {
    var throttle = throttled("name anna", times: SignInThrottle.tries)
    let later = start + SignInThrottle.window
    throttle.take("name anna", at: later)
    #expect(throttle.wait("name anna", at: later) == nil)
  }

  @Test func `a try given back was never made`() {
    var throttle = throttled("name anna", times: SignInThrottle.tries)
    throttle.giveBack("name anna")
    #expect(throttle.wait("name anna", at: start) == nil)
    throttle.take("name anna", at: start)
    #expect(throttle.wait("name anna", at: start) != nil)
  }

  @Test func `it remembers so many and no more, and the latest of them`() {
    var throttle = SignInThrottle(tries: 1)
    for number in 0..<2 * SignInThrottle.most {
      throttle.take("name \(number)", at: start + .milliseconds(Int64(number)))
    }
    let now = start + .milliseconds(Int64(2 * SignInThrottle.most))
    #expect(throttle.wait("name \(2 * SignInThrottle.most - 1)", at: now) != nil)
    #expect(throttle.wait("name 0", at: now) == nil)
  }

  @Test func `being right forgives`() {
    var throttle = throttled("name anna", times: SignInThrottle.tries)
    throttle.succeeded("name anna")
    #expect(throttle.wait("name anna", at: start) == nil)
  }
}

extension Milliseconds {
  fileprivate func minus(_ other: Milliseconds) -> Milliseconds { Milliseconds(count - other.count) }
}
