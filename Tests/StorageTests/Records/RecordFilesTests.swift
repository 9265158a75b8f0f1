import ChatDomain
import ChatTesting
import EventLoops
import Glibc
import Primitives
import Storage
import Testing
import TranscriptFormat

@Suite(.timeLimit(.minutes(5))) struct RecordFilesTests {
  let place = TemporaryFolder()
  let maren = PersonID(high: 7, low: 1)
  var path: String { "\(place.path)/\(People.name(maren))" }

  func note(_ text: String) -> PersonNote {
    PersonNote(date: "2026-11-22", agent: "anna", kind: .fact(nil), text: text)
  }
  func facts(_ folder: DataFolder) throws -> [String] { try folder.people.file(maren)?.notes.map(\.text) ?? [] }

  /// Runs these side by side, each on a thread of its own, and waits for all.
  func race(_ works: [@Sendable () throws -> Void]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for work in works {
        let queue = BlockingQueue(label: "race")
        group.addTask {
          try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Void, any Error>) in
            queue.run { waiter.resume(with: Result { try work() }) }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `what several threads write into one file at once is all there`() async throws {
    let folder = try DataFolder.open(place.path)
    let head = "customer,name,email,order,date,title\n"
    try await race(
      (0..<3).map { writer in
        { @Sendable () throws in
          for number in 0..<40 { try folder.people.update(maren) { $0.append(note("fact \(writer)-\(number)")) } }
        }
      } + [
        { @Sendable () throws in
          for number in 0..<40 {
            let file = OrderImport(csv: Array("\(head)1,Maren,m\(number)@x.example,R-\(number),2026-11-20,Pen\n".utf8))
            let report = try folder.orders.take(file, .allOrNothing) { _, _ in maren }
            #expect(report.added == 1)
          }
        }
      ])
    let wanted = (0..<3).flatMap { writer in (0..<40).map { "fact \(writer)-\($0)" } }
    #expect(Set(try facts(folder)) == Set(wanted))
    #expect(try facts(folder).count == wanted.count)
    #expect(try folder.people.file(maren)?.values(.email).count == 40)
    #expect(try folder.orders.orders(of: maren).count == 40)
    #expect(TestDisk.drafts(below: place.path) == [])
  }

  /// What a hand does to the file, and when: between reading and the look before the write, or between that and the write.
  enum Hand: CaseIterable { case appends, replaces, rewrites }

  @Test(arguments: [Disk.Step.make, .rename, .syncFolder], Hand.allCases)
  func `a hand's edit between reading and writing is kept, and so is the change`(step: Disk.Step, hand: Hand)
    throws
  {
    let editor = Once()
    let disk = Disk { [path] now, _ in
      guard now == step, editor.take() else { return .proceed }
      let text = TestDisk.text(path) ?? ""
      switch hand {
      case .appends: TestDisk.append(path, "- 2026-11-23 · tom · - · by hand\n")
      case .replaces: TestDisk.replace(path, text + "- 2026-11-23 · tom · - · by hand\n")
      case .rewrites: TestDisk.write(path, text + "- 2026-11-23 · tom · - · by hand\n")
      }
      return .proceed
    }
    let folder = try DataFolder.open(place.path, disk: disk)
    try folder.people.update(maren) { $0.append(note("first")) }
    editor.begin()
    try folder.people.update(maren) { $0.append(note("second")) }
    #expect(!editor.isDue)
    #expect(Set(try facts(folder)) == ["first", "second", "by hand"])
    #expect(try facts(folder).count == 3)
    #expect(TestDisk.drafts(below: place.path) == [])
  }

  @Test func `a file that a hand makes while one is made is not written over`() throws {
    let hand = Once(isDue: true)
    let disk = Disk { [path] step, file in
      guard step == .rename, file == path, hand.take() else { return .proceed }
      TestDisk.write(path, "name: Maren\n")
      return .proceed
    }
    let folder = try DataFolder.open(place.path, disk: disk)
    try folder.people.update(maren) { $0.append(note("first")) }
    #expect(try folder.people.file(maren)?.values(.name) == ["Maren"])
    #expect(try facts(folder) == ["first"])
  }

  @Test func `a file that is edited again and again is left as it is, and the change is refused in words`() throws {
    let edits = Counter()
    let disk = Disk { [path] step, file in
      guard step == .make, file.hasSuffix(".tmp"), file.contains(".txt.") else { return .proceed }
      TestDisk.write(path, "name: Maren \(edits.next())\n")
      return .proceed
    }
    let folder = try DataFolder.open(place.path, disk: disk)
    mkdir(place.path + "/people/\(maren.description.prefix(2))", 0o700)
    TestDisk.write(path, "name: Maren\n")
    #expect(throws: StorageError.editedMeanwhile(path)) {
      try folder.people.update(maren) { $0.append(note("never")) }
    }
    #expect(TestDisk.text(path) == "name: Maren \(edits.last)\n")
    #expect(TestDisk.drafts(below: place.path) == [])
  }

  @Test func `a link at a draft's name is not written through`() throws {
    let folder = try DataFolder.open(place.path)
    try folder.people.update(maren) { $0.append(note("first")) }
    let shelf = "\(place.path)/people/\(maren.description.prefix(2))"
    TestDisk.write("\(place.path)/outside", "mine")
    let taken = TestDisk.names(below: shelf)
    // Nobody knows the next number: all that may come are links.
    for number in 0..<5_000 { symlink("\(place.path)/outside", "\(shelf)/.\(maren).txt.\(number).tmp") }
    try folder.people.update(maren) { $0.append(note("second")) }
    #expect(try facts(folder) == ["first", "second"])
    #expect(TestDisk.text("\(place.path)/outside") == "mine")
    #expect(taken == ["\(maren).txt"])
  }

  @Test(arguments: ["pipe", "link", "folder"])
  func `only a regular file is opened, and what else is there is named at once`(kind: String) throws {
    let folder = try DataFolder.open(place.path)
    try folder.people.update(maren) { $0.append(note("first")) }
    unlink(path)
    switch kind {
    case "pipe": mkfifo(path, 0o600)
    case "link":
      TestDisk.write("\(place.path)/outside", "name: Outside\n")
      symlink("\(place.path)/outside", path)
    default: mkdir(path, 0o700)
    }
    #expect(throws: StorageError.notAFile(path)) { try folder.people.file(maren) }
    #expect(throws: StorageError.notAFile(path)) { try folder.people.update(maren) { $0.append(note("second")) } }
    if kind == "link" { #expect(TestDisk.text("\(place.path)/outside") == "name: Outside\n") }
  }
}
