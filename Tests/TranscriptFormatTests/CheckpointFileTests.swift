import ChatDomain
import Primitives
import Testing
import TranscriptFormat

@Suite struct CheckpointFileTests {
  let name = TranscriptName(Samples.conversation, startedAt: Samples.start)
  var checkpoint: CheckpointFile { CheckpointFile(segment: 3, offset: 123, open: [.init(name: name, seq: 9)]) }

  @Test func `it comes back as written`() { #expect(CheckpointFile(checkpoint.bytes) == checkpoint) }

  @Test func `any flipped bit or lost byte makes it none`() {
    let bytes = checkpoint.bytes
    for index in bytes.indices {
      var flipped = bytes
      flipped[index] ^= 1
      #expect(CheckpointFile(flipped) == nil)
      #expect(CheckpointFile(Array(bytes.prefix(index))) == nil)
    }
  }

  @Test func `a transcript's name tells day, time and conversation`() {
    #expect(name.path == "transcripts/2026/11/22/140207Z-\(Samples.conversation).jsonl")
    #expect(TranscriptName(path: name.path) == name)
  }

  @Test(arguments: ["", "transcripts/2026/11/22/x.jsonl", "transcripts/2026/11/../140207Z-x.jsonl", "a/b/c/d/e"])
  func `another file is none`(path: String) { #expect(TranscriptName(path: path) == nil) }
}
