import ChatDomain
import ChatTesting
import Primitives
import Storage
import Testing
import TranscriptFormat

@Suite(.timeLimit(.minutes(5))) struct DamageTests {
  let place = TemporaryFolder()

  /// A folder with two open talks, their transcripts checkpointed or only in the journal.
  func prepare(closing: Bool) async throws {
    let harness = try StoreHarness(place.path)
    _ = await harness.append([try Talks.opened(1), Talks.said(1, 2), try Talks.opened(2), Talks.said(2, 2)])
    if closing { await harness.close() } else { await harness.settle() }
  }

  func path(_ talk: UInt64) throws -> String {
    let catalog = TranscriptCatalog(root: place.path)
    return catalog.path(try #require(try catalog.find(Talks.conversation(talk))))
  }

  func flip(_ path: String, at index: Int) throws {
    var bytes = try #require(try Disk().read(path))
    bytes[index] ^= 0x21
    try Disk().replace(path, with: bytes)
  }

  @Test func `damage in a transcript is reported with file and offset; other talks go on`() async throws {
    try await prepare(closing: true)
    let path = try path(1)
    try flip(path, at: 20)
    let before = try Disk().read(path)
    let harness = try StoreHarness(place.path)
    #expect(
      harness.store.recovered.damages.contains(
        .damaged(path, offset: 0, problem: "the checksum does not match")))
    #expect(harness.store.recovered.conversations.map(\.id) == [Talks.conversation(2)])
    #expect(try Disk().read(path) == before)
    let catalog = TranscriptCatalog(root: place.path)
    let name = try #require(try catalog.find(Talks.conversation(1)))
    let problems = catalog.problems(in: try #require(try catalog.scan(name)), of: name)
    #expect(problems.first?.description.hasPrefix("\(path), byte 0") == true)
  }

  @Test(arguments: [0, 20, 300, -1]) func `damage that the journal can mend is mended`(offset: Int) async throws {
    try await prepare(closing: false)
    let path = try path(1)
    let whole = try #require(try Disk().read(path))
    try flip(path, at: offset < 0 ? whole.count + offset : offset)
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.damages == [])
    #expect(harness.store.recovered.restoredLines > 0)
    #expect(try Disk().read(path) == whole)
  }

  @Test func `a transcript that is gone or short comes back from the journal`() async throws {
    try await prepare(closing: false)
    let path = try path(1)
    let whole = try #require(try Disk().read(path))
    try Disk().remove(path)
    let harness = try StoreHarness(place.path)
    #expect(try Disk().read(path) == whole)
    #expect(harness.store.recovered.damages == [])
  }

  @Test func `a transcript that lost lines after its checkpoint is reported`() async throws {
    try await prepare(closing: true)
    let path = try path(1)
    let bytes = try #require(try Disk().read(path))
    let first = try #require(bytes.firstIndex(of: 10))
    try Disk().replace(path, with: Array(bytes[...first]))
    let harness = try StoreHarness(place.path)
    #expect(
      harness.store.recovered.damages == [
        .damaged(path, offset: first + 1, problem: "2 lines were written, and 1 are there")
      ])
  }

  @Test func `damage in the journal is reported, kept aside, and what is whole goes on`() async throws {
    try await prepare(closing: false)
    let name = try #require(try Disk().list(place.path + "/journal").first { $0.hasSuffix(".log") })
    let segment = place.path + "/journal/" + name
    try flip(segment, at: SegmentHeader.size + 60)
    let harness = try StoreHarness(place.path)
    #expect(harness.store.recovered.damages.count == 1)
    // The transcripts had the line already.
    #expect(harness.store.recovered.conversations.count == 2)
    #expect(try Disk().list(place.path + "/journal/damaged") == [name])
  }
}
