import ChatDomain
import ChatTesting
import Primitives
import Storage
import Testing

struct BlocklistTests {
  private let temporary = TemporaryFolder()
  private let ann = VisitorID(high: 1, low: 1), bob = VisitorID(high: 2, low: 2)

  private func folder() throws -> DataFolder {
    let folder = try DataFolder.open("\(temporary.path)/data")
    try folder.blocklist.reload()
    return folder
  }
  private var file: String { "\(temporary.path)/data/blocked.txt" }

  @Test func `without a file nobody is blocked`() throws {
    #expect(!(try folder()).blocklist.contains(ann))
  }

  @Test func `who is blocked stays so over a restart, until unblocked`() throws {
    try {
      let list = try folder().blocklist
      try list.block(ann)
      try list.block(ann)
      try list.block(bob)
      #expect(list.contains(ann))
    }()
    #expect(TestDisk.text(file) == "\(ann)\n\(bob)\n")
    try {
      let next = try folder().blocklist
      #expect(next.contains(ann))
      try next.unblock(ann)
      #expect(!next.contains(ann))
    }()
    let last = try folder().blocklist
    #expect(!last.contains(ann))
    #expect(last.contains(bob))
  }

  @Test(arguments: ["\n", "\r\n"])
  func `the file may be edited by hand, also on another system`(end: String) throws {
    let folder = try folder()
    let list = folder.blocklist
    TestDisk.write(file, ["# rude people", "\(ann) shouted", "", "\(bob)"].map { $0 + end }.joined())
    try list.reload()
    #expect(list.contains(ann))
    #expect(list.contains(bob))
    TestDisk.write(file, "\(bob)")
    try list.reload()
    #expect(!list.contains(ann))
    #expect(list.contains(bob))
  }

  @Test func `what a hand wrote beside the ids stays when somebody is blocked and let in again`() throws {
    let folder = try folder()
    TestDisk.write(file, "# rude people\n\(ann) shouted\n")
    try folder.blocklist.block(bob)
    #expect(folder.blocklist.contains(ann))
    try folder.blocklist.unblock(bob)
    #expect(TestDisk.text(file) == "# rude people\n\(ann) shouted\n")
    try folder.blocklist.unblock(ann)
    #expect(TestDisk.text(file) == "# rude people\n")
  }
}
