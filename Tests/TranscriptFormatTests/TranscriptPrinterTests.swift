import ChatDomain
import Primitives
import Testing
import TranscriptFormat

@Suite struct TranscriptPrinterTests {
  @Test func `a talk reads like a talk`() {
    let entries = [
      Samples.entry(1, .opened(Samples.opening), by: .visitor),
      Samples.entry(2, .said(Body(text: "Hi, I ordered")), by: .visitor, name: "Jonas"),
      Samples.entry(3, .rang(ring: 1, agents: [Samples.anna])),
      Samples.entry(4, .pickedUp(ring: 1), by: .agent(Samples.anna), name: "Anna"),
      Samples.entry(5, .said(Body(text: "Hello.\nHow nice.")), by: .agent(Samples.anna), name: "Anna"),
      Samples.entry(6, .ended(.byAgent), by: .agent(Samples.anna), name: "Anna", after: 86_400),
    ]
    #expect(
      TranscriptPrinter(for: entries).lines(entries) == [
        "2026-11-22 (UTC)", "",
        "14:02         · on shop: Pens ✒️ <b> (https://shop.example/pens?a=\"b\")",
        "14:02  Jonas  Hi, I ordered",
        "14:02         · 1st ring: Anna",
        "14:02         · Anna picked up on the 1st ring",
        "14:02  Anna   Hello.",
        "              How nice.",
        "", "2026-11-23 (UTC)", "",
        "14:02         · Anna ended the talk",
      ])
  }

  @Test func `a visitor's name passes for nobody else's and turns no line`() {
    func printed(_ name: String, _ text: String = "Hi") -> String {
      let entries = [
        Samples.entry(1, .said(Body(text: "Hello")), by: .agent(Samples.anna), name: "Anna"),
        Samples.entry(2, .said(Body(text: text)), by: .visitor, name: name),
      ]
      return TranscriptPrinter(for: entries).lines(entries).last ?? ""
    }
    #expect(printed("\u{410}nna") == "14:02  \u{410}nna (visitor)  Hi")
    #expect(printed("Anna · 11:10 and a long tail") == "14:02  Anna · (visitor)  Hi")
    #expect(printed("Kim\u{202E}") == "14:02  Kim   Hi")
    #expect(printed("דוד") == "14:02  \u{2068}דוד\u{2069}   Hi")
    #expect(printed("\u{200B}") == "14:02  visitor  Hi")
    #expect(printed("Kim", "say \u{202E}ti\u{2069}") == "14:02  Kim   \u{2068}say \u{202E}ti\u{2069}")
  }

  @Test func `agents who never spoke are called what the team calls them`() {
    let entries = [Samples.entry(1, .rang(ring: 2, agents: [Samples.anna, Samples.tom.id]))]
    let lines = TranscriptPrinter(for: entries, team: [Samples.anna: "Anna"]).lines(entries)
    #expect(lines.last?.hasSuffix("· 2nd ring: Anna, tom") == true)
  }

  @Test func `an introduction reads like one`() {
    let (anna, tom) = (Author.agent(Samples.anna), Author.agent(Samples.tom.id))
    let entries = [
      Samples.entry(1, .invited(Samples.tom, as: .owner, Body(text: "Tom built your amp.")), by: anna, name: "Anna"),
      Samples.entry(2, .uninvited(Samples.tom, as: .owner, .declined), by: tom, name: "Tom"),
      Samples.entry(3, .invited(Samples.tom, as: .help, Body(text: "")), by: anna, name: "Anna"),
      Samples.entry(4, .uninvited(Samples.tom, as: .help, .withdrawn), by: anna, name: "Anna"),
      Samples.entry(5, .joined(.helping), by: tom, name: "Tom"),
      Samples.entry(6, .joined(.takingOver(from: NamedAgent(id: Samples.anna, name: "Anna"))), by: tom, name: "Tom"),
      Samples.entry(7, .left(NamedAgent(id: Samples.anna, name: "Anna")), by: anna, name: "Anna"),
      Samples.entry(8, .left(Samples.tom)),
      Samples.entry(9, .released(Samples.anna, .absent, to: Samples.tom)),
    ]
    #expect(
      TranscriptPrinter(for: entries).lines(entries).dropFirst(2).map { $0.dropFirst(9) } == [
        "· Anna asked Tom to take over: Tom built your amp.", "· Tom could not come",
        "[between agents] Anna asked Tom to help", "[between agents] Anna no longer asked for Tom",
        "· Tom joined the talk", "· Tom took over from Anna", "· Anna left the talk", "· Tom went away",
        "· Anna went away; Tom had the talk from then on",
      ])
  }

  @Test func `no line is wider than a page, and no word is lost`() {
    let words = (1...200).map { "word\($0)" } + [String(repeating: "x", count: 250)]
    let entries = [Samples.entry(1, .said(Body(text: words.joined(separator: " "))), by: .visitor, name: "Jonas")]
    let lines = TranscriptPrinter(for: entries).lines(entries)
    #expect(lines.allSatisfy { $0.count <= TranscriptPrinter.width })
    #expect(lines.joined(separator: " ").split(separator: " ").filter { $0.hasPrefix("word") }.count == 200)
  }

  @Test func `words cannot steer the terminal`() {
    let entries = [Samples.entry(1, .said(Body(text: "\u{1B}[2J\u{9B}x\r\u{7}")), by: .visitor, name: "\u{1B}]0;x")]
    let lines = TranscriptPrinter(for: entries).lines(entries)
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
  }

  @Test func `every kind of line has words`() {
    let lines = TranscriptPrinter(for: Samples.talk).lines(Samples.talk)
    #expect(lines.filter { $0.hasPrefix("14:02") }.count == Samples.talk.count)
  }
}
