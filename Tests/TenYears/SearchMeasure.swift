import ChatTesting
import EventLoops
import Glibc
import Search
import Storage

/// Opens a folder twice, without and with its cache, and asks questions of every kind.
struct SearchMeasure {
  private let folder: DataFolder, times: Int, aim: Double, seed: UInt64

  init(_ path: String, times: Int, aim: Double, seed: UInt64) throws {
    (folder, self.times, self.aim, self.seed) = (try DataFolder.open(path), times, aim, seed)
  }

  /// Whether all aims are met.
  func run() throws -> Bool {
    for name in try folder.disk.list(folder.path("cache")) { try folder.disk.remove(folder.path("cache/\(name)")) }
    print("made from the files: \(Int(opened().milliseconds)) ms")
    let work = PlainFile.milliseconds(CLOCK_PROCESS_CPUTIME_ID)
    let (index, opening) = opened()
    let worked = PlainFile.milliseconds(CLOCK_PROCESS_CPUTIME_ID) - work
    print("opened with its cache: \(Int(opening)) ms, of the processor \(Int(worked)) ms", terminator: "; ")
    print("\(PlainFile.residentMegabytes) MB in memory")
    var isFast = worked < 2_000
    for (kind, text) in questions() {
      let question = SearchQuestion(try SearchQuery(text))
      let answers = (0..<times).map { _ in ask(question, of: index) }
      let (wall, cpu) = (answers.map(\.wall).sorted(), answers.map(\.cpu).sorted())
      let last = max(0, times * 99 / 100 - 1)
      isFast = isFast && cpu[last] < aim
      print("\(kind): p50 \(tenths(wall[times / 2])), p99 \(tenths(wall[last])) ms", terminator: "; ")
      print("of the processor p50 \(tenths(cpu[times / 2])), p99 \(tenths(cpu[last])) ms; \(answers[0].count) found")
    }
    return isFast
  }

  /// Words that are in the folder when it was made from the same seed.
  private func questions() -> [(String, String)] {
    var random = SeededRandom(seed)
    let language = Language(&random)
    let (name, rare) = (language.name(7), language.rare[20_011])
    let misspelt = name.split(separator: " ").map { "\($0.dropLast())q" }.joined(separator: " ")
    return [
      ("a common word", "please"), ("a rare word", rare), ("no such word", "zzyzx"), ("an order number", "HR-7-1"),
      ("common and rare", "please order \(rare)"), ("common and none", "please thanks zzyzx"), ("a name", name),
      ("a name, letters wrong", misspelt), ("a month", "2020-11"), ("a month and a word", "2017-03 please"),
      ("many words", "the you i is it to and zzyzx"), ("a phrase", "\"please order\""),
    ]
  }

  private func opened() -> (index: SearchIndex, milliseconds: Double) {
    let index = SearchIndex(
      folder, events: StorageEvents(failed: { print("failed: \($0)") }, troubled: { print("\($0)") }))
    let (start, done) = (PlainFile.milliseconds(CLOCK_MONOTONIC), Handoff<Void>())
    index.start()
    index.whenReady { done.give() }
    done.take()
    return (index, PlainFile.milliseconds(CLOCK_MONOTONIC) - start)
  }

  private func ask(_ question: SearchQuestion, of index: SearchIndex) -> (wall: Double, cpu: Double, count: Int) {
    let (start, startOfWork) = (
      PlainFile.milliseconds(CLOCK_MONOTONIC), PlainFile.milliseconds(CLOCK_PROCESS_CPUTIME_ID)
    )
    let answer = Handoff<SearchAnswer>()
    index.find(question) { answer.give($0) }
    let found = answer.take()
    return (
      PlainFile.milliseconds(CLOCK_MONOTONIC) - start,
      PlainFile.milliseconds(CLOCK_PROCESS_CPUTIME_ID) - startOfWork,
      found.talks.count + found.people.count
    )
  }

  private func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}
