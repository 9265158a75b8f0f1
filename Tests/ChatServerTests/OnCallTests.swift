import ChatDomain
import ChatServer
import ChatTesting
import EventLoops
import Glibc
import Logging
import Primitives
import Storage
import Testing

@Suite(.timeLimit(.minutes(5))) struct OnCallTests {
  init() { Signals.ignoreBrokenPipe() }

  @Test func `calls that come while the program runs are all written down, and it is told the last of them`()
    async throws
  {
    let (place, data) = (TemporaryFolder(), TemporaryFolder())
    let (told, go) = ("\(place.path)/told", "\(place.path)/go")
    let script = "cat >> '\(told)'; while [ ! -e '\(go)' ]; do sleep 0.02; done"
    let (outcomes, sink) = AsyncStream.makeStream(of: Errand.Outcome.self)
    let onCall = OnCall(
      CallBook(try DataFolder.open(data.path)), command: ["/bin/sh", "-c", script], log: Logger(label: "test")
    ) { sink.yield($0) }
    onCall.call(call(0))
    while lines(told) == 0 {
      try Task.checkCancellation()
      await Task.yield()
    }
    for number in 1...OnCall.mostTold + 50 { onCall.call(call(number)) }
    close(open(go, O_WRONLY | O_CREAT, 0o600))
    #expect(await outcomes.prefix(2).reduce(into: []) { $0.append($1) } == [.done, .done])
    #expect(lines("\(data.path)/calls.jsonl") == 1 + OnCall.mostTold + 50)
    #expect(lines(told) == 1 + OnCall.mostTold)
  }

  private func call(_ ring: Int) -> OnCall.Call {
    OnCall.Call(
      at: Instant(milliseconds: 1_795_356_127_512), conversation: ConversationID(high: 1, low: 2), ring: ring,
      agents: [])
  }

  private func lines(_ path: String) -> Int {
    (TestFile.text(path) ?? "").split(separator: "\n").count
  }
}
