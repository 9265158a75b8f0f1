import ChatDomain
import ChatTesting
import Primitives
import Storage
import TranscriptFormat

/// Writes the files of ten years, as a server would have.
struct FolderMaker {
  private let folder: DataFolder, count: Int
  private var random: SeededRandom
  private var language: Language

  init(_ path: String, people count: Int, seed: UInt64) throws {
    (folder, self.count, random) = (try DataFolder.open(path), count, SeededRandom(seed))
    language = Language(&random)
  }

  mutating func makePeople() throws {
    for number in 0..<count {
      let person = person(number)
      var file = PersonFile()
      file.set(.name, language.name(number))
      file.add(.email, "customer\(number)@post.example")
      let orders = (0..<2).map { index in
        Order(
          number: "HR-\(number)-\(index)", date: "20\(16 + (number + index) % 10)-0\(1 + number % 9)-1\(number % 10)",
          title: language.words(4, &random), quantity: 1, total: "€ 20.00", status: "delivered")
      }
      try put(People.name(person), file.bytes)
      try put(OrderBook.name(person), orders.flatMap { OrderLine.encoded($0) })
    }
  }

  mutating func makeTalks(_ talks: Int) throws {
    let span: Int64 = 10 * 365 * 86_400_000 / Int64(max(talks, 1))
    for number in 0..<talks {
      let start = Instant(milliseconds: 1_460_000_000_000 + Int64(number) * span)
      let conversation = ConversationID(at: start, random: (random.next(), 0))
      let entries = talk(conversation, number, at: start)
      let name = TranscriptName(conversation, startedAt: start)
      try put(name.path, entries.flatMap { TranscriptLine.encoded($0) })
    }
  }

  private mutating func talk(_ conversation: ConversationID, _ number: Int, at start: Instant) -> [Entry] {
    let visitor = VisitorID(high: UInt64(number), low: random.next())
    let site = SiteID("harbour")
    var facts: [Fact] = []
    if let site {
      let page = Page(url: "https://shop.example/\(number % 50)", title: "Shelf \(number % 50)")
      facts.append(.opened(Opening(site: site, visitor: visitor, place: Place(page: page))))
    }
    let who = number % max(count, 1)
    facts.append(.identified(Identity(person: person(who), name: language.name(who), proof: .proved)))
    for _ in 0..<10 {
      facts.append(.said(Body(text: language.words(5 + Int.random(in: 0..<14, using: &random), &random))))
    }
    facts.append(.ended(.silence))
    return facts.enumerated().map { index, fact in
      Entry(
        seq: index + 1, mid: MessageID(high: conversation.high, low: conversation.low &+ UInt64(index)),
        at: start + .seconds(Int64(index) * 7), by: index == facts.count - 1 ? .desk : .visitor, name: "", fact: fact)
    }
  }

  private func person(_ number: Int) -> PersonID {
    PersonID(high: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, low: UInt64(number))
  }

  private func put(_ name: String, _ bytes: [UInt8]) throws {
    let parts = name.split(separator: "/").dropLast()
    try PlainFile.write(bytes, to: name, in: folder.path, below: parts.map(String.init))
  }
}

/// Words as shops hear them: a few that come all the time, and many that are rare.
struct Language {
  private static let common = """
    the you i is it to and a that for of in my we have can on with please order not be was me thanks hello your this are
    do but will when where which one two record box set sleeve
    """.split { $0 == " " || $0 == "\n" }.map(String.init)
  private static let syllables = "ka ri to ne lo mu sha ben dor vil an est gra pon ke lin ta bor sel mi".split(
    separator: " ")
  let rare: [String]

  init(_ random: inout SeededRandom) {
    rare = (0..<40_000).map { _ in
      (0..<Int.random(in: 2...4, using: &random)).compactMap { _ in Self.syllables.randomElement(using: &random) }
        .joined()
    }
  }

  func words(_ count: Int, _ random: inout SeededRandom) -> String {
    (0..<count).compactMap { _ in
      Int.random(in: 0..<3, using: &random) < 2
        ? Self.common.randomElement(using: &random) : rare.randomElement(using: &random)
    }.joined(separator: " ")
  }

  /// What the person of that number is called.
  func name(_ number: Int) -> String {
    let words = [rare[number % rare.count], rare[(number / 7 + 11) % rare.count]]
    return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }
}
