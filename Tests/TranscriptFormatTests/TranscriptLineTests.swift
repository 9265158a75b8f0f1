import ChatDomain
import JSON
import Primitives
import Testing
import TranscriptFormat

@Suite struct TranscriptLineTests {
  @Test func `every kind of line comes back as it was written`() throws {
    for entry in Samples.talk {
      #expect(try TranscriptLine.decoded(TranscriptLine.encoded(entry)) == entry)
    }
  }

  @Test func `a line reads well`() {
    let entry = Samples.entry(2, .said(Body(text: "Hi, there")), by: .agent(Samples.anna), name: "Anna")
    let line = String(decoding: TranscriptLine.encoded(entry), as: UTF8.self)
    #expect(line.hasPrefix(#"{"v":1,"seq":2,"mid":""#))
    #expect(line.contains(#""at":"2026-11-22T14:02:07.512Z","type":"said","by":"agent","agent":"anna","name":"Anna""#))
    #expect(line.contains(#","text":"Hi, there","files":[],"crc":""#))
    #expect(line.hasSuffix("\"}\n"))
  }

  @Test func `a step of the clock stands in the line behind it, and in no other`() throws {
    var entry = Samples.entry(2, .said(Body(text: "Hi")), by: .visitor)
    #expect(!String(decoding: TranscriptLine.encoded(entry), as: UTF8.self).contains("step"))
    for step in [60_000, -86_400_000] as [Int64] {
      entry.step = .milliseconds(step)
      let line = TranscriptLine.encoded(entry)
      #expect(String(decoding: line, as: UTF8.self).contains(#","step":\#(step),"#))
      #expect(try TranscriptLine.decoded(line) == entry)
    }
  }

  @Test func `a flip of any bit of any line is noticed`() {
    for entry in Samples.talk {
      let line = TranscriptLine.encoded(entry)
      for index in line.indices {
        for bit: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128] {
          var flipped = line
          flipped[index] ^= bit
          #expect(throws: LineFault.self) { try TranscriptLine.decoded(flipped) }
        }
      }
    }
  }

  @Test func `a line cut short anywhere is no line`() {
    for entry in Samples.talk {
      let line = TranscriptLine.encoded(entry)
      for length in 0..<line.count {
        #expect(throws: LineFault.self) { try TranscriptLine.decoded(line.prefix(length)) }
      }
    }
  }

  @Test func `unknown fields are passed over`() throws {
    let entry = Samples.talk[1]
    let line = sealed(body(entry) + #","mood":{"a":[1,2,{"b":null}]},"x":7"#)
    #expect(try TranscriptLine.decoded(line) == entry)
  }

  @Test func `an unknown type is named`() {
    let body = body(Samples.talk[1]).replacing(#""type":"said""#, with: #""type":"danced""#)
    #expect(throws: LineFault.unknownType("danced")) { try TranscriptLine.decoded(sealed(body)) }
  }

  @Test(arguments: [
    (#""seq":2"#, #""seq":0"#, "seq"), (#""seq":2"#, #""sequence":2"#, "seq"), (#""mid":"a"#, #""mid":"A"#, "mid"),
    (#"22T14"#, #"22T25"#, "at"), (#""by":"visitor""#, #""by":"cat""#, "by"),
    (#""by":"visitor""#, #""by":"agent""#, "agent"),
  ]) func `a wrong field is named`(good: String, bad: String, field: String) {
    let body = body(Samples.talk[1]).replacing(good, with: bad)
    #expect(throws: LineFault.field(field)) { try TranscriptLine.decoded(sealed(body)) }
  }

  @Test(arguments: [
    (#""id":"tom""#, #""id":"T!""#, "colleague.id"), (#""colleague":"#, #""friend":"#, "colleague.id"),
    (#""as":"owner""#, #""as":"boss""#, "as"),
  ]) func `a wrong field of an invitation is named`(good: String, bad: String, field: String) {
    let entry = Samples.entry(3, .invited(Samples.tom, as: .owner, Body(text: "")), by: .agent(Samples.anna))
    #expect(throws: LineFault.field(field)) {
      try TranscriptLine.decoded(sealed(body(entry).replacing(good, with: bad)))
    }
  }

  @Test func `a line of release from before there was company reads as ever`() throws {
    let entry = Samples.entry(3, .released(Samples.anna, .absent))
    #expect(!body(entry).contains(#""to""#))
    #expect(try TranscriptLine.decoded(sealed(body(entry))) == entry)
  }

  private func body(_ entry: Entry) -> String {
    String(decoding: TranscriptLine.encoded(entry).dropLast(19), as: UTF8.self)
  }

  private func sealed(_ body: String) -> [UInt8] {
    let sum = String(CRC32C.of(Array(body.utf8)), radix: 16)
    let digits = String(repeating: "0", count: 8 - sum.count) + sum
    return Array("\(body),\"crc\":\"\(digits)\"}\n".utf8)
  }
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    guard let range = firstRange(of: text) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
