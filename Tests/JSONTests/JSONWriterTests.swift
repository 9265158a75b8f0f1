import Foundation
import JSON
import Testing

@Suite struct JSONWriterTests {
  @Test func `objects and arrays nest with commas between`() {
    var writer = JSONWriter()
    writer.object {
      $0.field("type", "ack")
      $0.field("seq", -12)
      $0.field("on", true)
      $0.array("rows") {
        $0.value(1)
        $0.value("b")
        $0.null()
        $0.object { _ in }
      }
      $0.field("raw", json: Array("[1]".utf8))
      $0.field("half", 0.5)
    }
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(text == #"{"type":"ack","seq":-12,"on":true,"rows":[1,"b",null,{}],"raw":[1],"half":0.5}"#)
  }

  @Test func `every character survives the way out and back`() throws {
    for escaping in [JSONWriter.Escaping.required, .script] {
      let text = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init) + ["😀", "\u{10FFFF}"]))
      var writer = JSONWriter(escaping: escaping)
      writer.value(text)
      #expect(try JSONValue(writer.bytes).string == text)
      let theirs = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed)
      #expect(theirs as? String == text)
    }
  }

  @Test func `a text for a script holds no tag and no line separator`() {
    var writer = JSONWriter(escaping: .script)
    writer.value("</script>\u{2028}\u{2029}")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #""\u003c/script>\u2028\u2029""#)
  }

  @Test(arguments: [0, 7, -1, 10, Int.max, Int.min]) func `whole numbers are written in full`(number: Int) {
    var writer = JSONWriter()
    writer.value(number)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(number)")
  }
}
