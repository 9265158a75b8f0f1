import ChatDomain
import ChatWire
import Foundation
import JSON
import Primitives
import Testing

/// The browsers' tests read the files under `samples`.
///
/// `SECONDRING_WRITE_SAMPLES=1 swift test` writes them anew.
@Suite struct SamplesTests {
  @Test func `what visitors are told is what the samples say`() throws {
    try check(
      "visitor.jsonl",
      Samples.visitorNotices.map { VisitorWire.encode($0, at: Samples.now, site: Samples.site) }
        + [VisitorWire.beat(at: Samples.now), VisitorWire.bye(after: .seconds(2))])
  }

  @Test func `what agents are told is what the samples say`() throws {
    try check(
      "agent.jsonl",
      Samples.agentNotices.map { AgentWire.encode($0, at: Samples.now, settings: Samples.settings) }
        + [AgentWire.beat(at: Samples.now), AgentWire.bye(after: .seconds(2))])
  }

  @Test func `words for everybody read the same to both sides`() {
    let words = Samples.entries.filter { $0.fact.words != nil }
    #expect(words.count >= 2)
    for entry in words {
      let toVisitors = VisitorWire.encode(
        .entry(Samples.conversation, entry), at: Samples.now, site: Samples.site)
      #expect(toVisitors == AgentWire.encode(.entry(Samples.conversation, entry), at: Samples.now))
    }
  }

  private func check(_ name: String, _ lines: [[UInt8]]) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("samples/\(name)")
    let text = lines.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    if ProcessInfo.processInfo.environment["SECONDRING_WRITE_SAMPLES"] != nil {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    for line in lines {
      #expect(line.starts(with: Array(#"{"type":""#.utf8)))
      #expect(throws: Never.self) { try JSONValue(line) }
    }
  }
}
