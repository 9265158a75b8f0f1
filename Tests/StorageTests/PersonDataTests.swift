import ChatDomain
import ChatTesting
import EventLoops
import Primitives
import Storage
import Testing
import TranscriptFormat

/// One person in every place of the folder that `PersonData` lists.
@Suite(.timeLimit(.minutes(5))) struct PersonDataTests {
  private let place = TemporaryFolder()
  private let person = PersonID(visitor: Talks.visitor(1))
  private let disk = Disk()

  /// What stands on the person anywhere: words, their own id, their browser's id.
  private var traces: [[UInt8]] {
    ["turquoise", person.description, Talks.visitor(1).description].map { Array($0.utf8) }
  }

  private func write(_ name: String, _ text: String) throws {
    let shelf = name.split(separator: "/").dropLast().joined(separator: "/")
    if !shelf.isEmpty { try disk.makeFolders(shelf, below: place.path) }
    try disk.replace("\(place.path)/\(name)", with: Array(text.utf8))
  }

  /// Every file of the folder, by its name from there.
  private func files(_ folder: String = "") throws -> [String] {
    try disk.list("\(place.path)/\(folder)").flatMap { name in
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      return try disk.isFolder("\(place.path)/\(path)") ? try files(path) : [path]
    }
  }

  private func filesWithTraces() throws -> [String] {
    try files().filter { name in
      let bytes = try disk.read("\(place.path)/\(name)") ?? []
      return traces.contains { bytes.firstRange(of: $0) != nil } || name.contains(person.description)
    }
  }

  /// A folder in which the person is known, wrote, bought, is blocked and can be searched for.
  private func planted() async throws -> StoreHarness {
    let harness = try StoreHarness(place.path)
    let (folder, id) = (harness.folder, person.description)
    _ = await harness.append([try Talks.opened(1), Talks.said(1, 2, "turquoise kettle"), Talks.ended(1, 3)])
    await harness.settle()
    try folder.people.update(person) { $0.set(.name, "Turquoise Jones") }
    let csv = "customer,order,date,title\n1,A,2026-11-20,Turquoise pot\n"
    _ = try folder.orders.take(OrderImport(csv: Array(csv.utf8)), .allOrNothing) { _, _ in person }
    try folder.blocklist.block(Talks.visitor(1))
    for name in ["people/\(id.prefix(2))/\(id).txt", "orders/\(id.prefix(2))/\(id).jsonl", "blocked.txt"] {
      try write("\(name).edited-1", "\(Talks.visitor(1)) turquoise\n")
    }
    try write("cache/old-secrets.txt", "\(Talks.visitor(1)) \(person)\n")
    try write("journal/damaged/1.journal", "turquoise")
    harness.store.search.start()
    await withCheckedContinuation { waiter in harness.store.search.whenReady { waiter.resume() } }
    return harness
  }

  private func keeping<Answer: Sendable>(
    _ harness: StoreHarness, _ work: @escaping @Sendable (Keeper) throws(StorageError) -> Answer
  ) async throws -> Answer {
    try await KeeperTests().keeping(harness, work).get()
  }

  @Test func `each place that holds something on people holds it before, and none does after they are erased`()
    async throws
  {
    let harness = try await planted()
    let before = Set(try filesWithTraces().compactMap { PersonData(of: $0) })
    #expect(before == Set(PersonData.allCases.filter { $0.row.contents != .nothing }))
    _ = try await keeping(harness) { [person] keeper throws(StorageError) in
      try keeper.erase(person, at: Talks.start)
    }
    let after = try filesWithTraces()
    #expect(after == [])
    await harness.close()
  }

  @Test func `an archive for the person has what each place hands out, and nothing of the others`() async throws {
    let harness = try await planted()
    let elsewhere = TemporaryFolder()
    let path = "\(elsewhere.path)/person.tar"
    _ = try await keeping(harness) { [person] keeper throws(StorageError) in
      try keeper.export(person, into: try Parcel(to: path))
    }
    let bytes = try #require(try disk.read(path))
    for place in PersonData.allCases {
      let isInside = bytes.firstRange(of: Array("\(place.name)/".utf8)) != nil
      #expect(isInside == (place.row.export != .nothing), "\(place.name)")
    }
    await harness.close()
  }

  @Test func `a backup has every place but those that are made again`() async throws {
    let harness = try await planted()
    let elsewhere = TemporaryFolder()
    let path = "\(elsewhere.path)/copy"
    _ = try await keeping(harness) { keeper throws(StorageError) in try keeper.backUp(to: path) }
    let copied = Set(try disk.list(path).compactMap { PersonData(of: $0) })
    let there = Set(try files().compactMap { PersonData(of: $0) })
    #expect(copied == there.filter { $0.row.backup != .leftOut })
    #expect(!copied.isEmpty)
    await harness.close()
  }

  @Test func `every file of a folder belongs to a place of the table`() async throws {
    let harness = try await planted()
    #expect(try files().filter { PersonData(of: $0) == nil } == [])
    #expect(PersonData(of: "cache/old-secrets.txt") == .oldSecrets)
    #expect(PersonData(of: "cache/talks-1.bin") == .search)
    #expect(PersonData(of: "blocked.txt.edited-1") == .blocked)
    #expect(PersonData(of: "peoples/ab/x.txt") == nil)
    await harness.close()
  }
}
