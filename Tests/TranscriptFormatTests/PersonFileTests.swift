import ChatDomain
import Primitives
import Testing
import TranscriptFormat

@Suite struct PersonFileTests {
  let text = """
    name: Jonas Lindqvist
    Address As : ignored, as it is spelt otherwise
    email: jonas@example.org
    email: j@work.example
    shoe size: 44

    - 2026-05-02 · anna · - · writes left-handed · with a fountain pen
    - a line of somebody's own
    ~~ \u{1} drawn by hand

    """

  @Test func `what nobody changes stays byte for byte`() {
    for bytes in [Array(text.utf8), [0xFF, 0xFE, 10, 10, 0], [], Array("\n\n".utf8)] {
      let file = PersonFile(bytes)
      #expect(file.bytes == bytes || file.bytes == bytes + [10])
    }
  }

  @Test func `headers and facts are read`() {
    let file = PersonFile(Array(text.utf8))
    #expect(file.values(.name) == ["Jonas Lindqvist"])
    #expect(file.values(.email) == ["jonas@example.org", "j@work.example"])
    #expect(file.values(.addressAs) == [])
    #expect(file.notes.map(\.text) == ["writes left-handed · with a fountain pen"])
  }

  @Test func `a change touches its own line only`() {
    var file = PersonFile(Array(text.utf8))
    file.set(.name, "Jonas L.\nproof: proved")
    file.add(.email, "jonas@example.org")
    file.add(.website, "https://jonas.example")
    file.set(.website, "")
    let expected = text.replacing("name: Jonas Lindqvist", with: "name: Jonas L. proof: proved")
      .replacing("email: j@work.example\n", with: "email: j@work.example\nwebsite: https://jonas.example\n")
    #expect(String(decoding: file.bytes, as: UTF8.self) == expected)
    #expect(file.values(.proof) == [])
  }

  @Test func `talks are written once and facts every time`() throws {
    var file = PersonFile()
    let talk = PersonNote(
      date: "2026-11-22", agent: "anna", kind: .talk(Samples.conversation), text: "Hi, I ordered\n- 1 · 2 · 3 · 4")
    let fact = PersonNote(date: "2026-11-22", agent: "", kind: .fact(nil), text: "likes blue")
    file.set(.name, "Jonas")
    for note in [talk, talk, fact, fact] { file.append(note) }
    let again = PersonFile(file.bytes)
    #expect(again.notes.map(\.kind) == [.talk(Samples.conversation), .fact(nil), .fact(nil)])
    #expect(again.notes.map(\.agent) == ["anna", "", ""])
    #expect(again.values(.name) == ["Jonas"])
    #expect(again == file)
  }

  @Test func `a note knows its day`() {
    let note = PersonNote(date: "2026-11-22", agent: "", kind: .fact(nil), text: "x")
    #expect(note.at == Instant(text: "2026-11-22T00:00:00.000Z"))
    #expect(PersonNote(date: "soon", agent: "", kind: .fact(nil), text: "x").at == nil)
    let talk = ConversationID(at: Samples.start, random: (1, 2))
    #expect(PersonNote(date: "2026-11-22", agent: "", kind: .talk(talk), text: "x").at == Samples.start)
    #expect(PersonNote(date: "2026-11-21", agent: "", kind: .talk(talk), text: "x").at?.text.prefix(10) == "2026-11-21")
  }

  @Test func `a fact is called by all its words, and only a fact is replaced`() throws {
    let talk = "- 2026-11-22 · anna · \(Samples.conversation) · talk: Is it back?"
    let text =
      "name: Jonas\n\n- 2026-11-21 · anna · - · Plays bass\n\(talk)\nby hand, no note\n- 2026-11-21 · anna · - · Plays bass\n"
    var file = PersonFile(Array(text.utf8))
    let note = try #require(file.notes.first)
    #expect(note.key.utf8.count == 16)
    for other in [
      PersonNote(date: "2026-11-22", agent: "anna", kind: .fact(nil), text: "Plays bass"),
      PersonNote(date: "2026-11-21", agent: "tom", kind: .fact(nil), text: "Plays bass"),
      PersonNote(date: "2026-11-21", agent: "anna", kind: .fact(nil), text: "Plays bass."),
    ] { #expect(other.key != note.key) }
    func replace(_ key: String, _ by: PersonNote?) -> Bool { file.replace(factWith: key, by: by) }
    let right = PersonNote(date: "2026-11-23", agent: "tom", kind: .fact(nil), text: "Plays\nviola")
    #expect(!replace(right.key, nil))
    let past = try #require(file.notes.first { $0.text == "Is it back?" })
    #expect(!replace(past.key, right))
    #expect(String(decoding: file.bytes, as: UTF8.self) == text)
    // The same words twice have one name: the first of them is replaced first.
    #expect(replace(note.key, right))
    #expect(file.notes.filter { $0.text == "Plays viola" }.map(\.agent) == ["tom"])
    #expect(replace(note.key, nil))
    #expect(!replace(note.key, nil))
    let left = String(decoding: file.bytes, as: UTF8.self)
    #expect(left == "name: Jonas\n\n- 2026-11-23 · tom · - · Plays viola\n\(talk)\nby hand, no note\n")
  }
}
