import ChatDomain
import ChatServer
import ChatTesting
import Primitives
import Storage
import Testing

struct BlocklistTests {
  private let temporary = TemporaryFolder()
  private let ann = VisitorID(high: 1, low: 1), bob = VisitorID(high: 2, low: 2)

  private func folder() throws -> DataFolder { try DataFolder.open("\(temporary.path)/data") }
  private var file: String { "\(temporary.path)/data/blocked.txt" }

  @Test func `without a file nobody is blocked`() throws {
    #expect(!(try Blocklist(try folder())).contains(ann))
  }

  @Test func `who is blocked stays so over a restart, until unblocked`() throws {
    let folder = try folder()
    let list = try Blocklist(folder)
    try list.block(ann)
    try list.block(ann)
    try list.block(bob)
    #expect(list.contains(ann))
    #expect(TestFile.text(file) == "\(ann)\n\(bob)\n")
    let next = try Blocklist(folder)
    #expect(next.contains(ann))
    try next.unblock(ann)
    #expect(!next.contains(ann))
    let last = try Blocklist(folder)
    #expect(!last.contains(ann))
    #expect(last.contains(bob))
  }

  @Test(arguments: ["\n", "\r\n"])
  func `the file may be edited by hand, also on another system`(end: String) throws {
    let folder = try folder()
    let list = try Blocklist(folder)
    TestFile.write(file, ["# rude people", "\(ann) shouted", "", "\(bob)"].map { $0 + end }.joined())
    try list.reload()
    #expect(list.contains(ann))
    #expect(list.contains(bob))
    TestFile.write(file, "\(bob)")
    try list.reload()
    #expect(!list.contains(ann))
    #expect(list.contains(bob))
  }
}
