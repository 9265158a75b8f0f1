import ChatDomain
import ChatTesting
import EventLoops
import Primitives
import Storage
import Testing

@Suite struct RecentTalksTests {
  let place = TemporaryFolder()

  @Test func `a talk is known on its day and the next, and forgotten then`() throws {
    let day = Milliseconds.seconds(86_400)
    let talks = try RecentTalks(try DataFolder.open(place.path), at: Talks.start)
    #expect(talks.insert(Talks.conversation(1), at: Talks.start))
    #expect(!talks.insert(Talks.conversation(1), at: Talks.start))
    #expect(talks.insert(Talks.conversation(2), at: Talks.start + day))
    #expect(!talks.insert(Talks.conversation(1), at: Talks.start + day))
    #expect(talks.insert(Talks.conversation(3), at: Talks.start + day + day))
    #expect((1...3).map { talks.contains(Talks.conversation($0)) } == [false, true, true])
    #expect(talks.insert(Talks.conversation(4), at: Talks.start + day + day + day + day))
    #expect((1...4).map { talks.contains(Talks.conversation($0)) } == [false, false, false, true])
  }
}
