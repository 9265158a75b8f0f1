import Testing
import WebSocketProtocol

struct TextTests {
  @Test func `RFC 6455 8.1: a wrong byte ends the connection before its frame does`() {
    var server = Endpoint()
    let frame = RawFrame(
      opcode: 1, payload: Array("κόσμε".utf8) + [0xED, 0xA0, 0x80] + [UInt8](repeating: 0x61, count: 100))
    let start = 6 + "κόσμε".utf8.count
    #expect(server.receive(Array(frame.bytes[..<(start + 1)])) == [])
    #expect(server.receive([frame.bytes[start + 1]]) == [.failed(.invalidText)])
  }

  @Test func `a wrong byte ends the connection before its message does`() {
    var server = Endpoint()
    let bytes =
      RawFrame.text("fine", isFinal: false).bytes + RawFrame(opcode: 0, payload: [0xF4, 0x90], isFinal: false).bytes
    #expect(server.receive(bytes) == [.failed(.invalidText)])
  }

  @Test func `a code point may be cut by frames and reads`() {
    let word = Array("a👩🏽‍💻é".utf8)
    for cut in 1..<word.count {
      let bytes =
        RawFrame(opcode: 1, payload: Array(word[..<cut]), isFinal: false).bytes
        + RawFrame(opcode: 0, payload: Array(word[cut...])).bytes
      var (whole, single) = (Endpoint(), Endpoint())
      #expect(whole.receive(bytes) == [.text("a👩🏽‍💻é")])
      #expect(single.receive(bytes) { 1 } == [.text("a👩🏽‍💻é")])
    }
  }

  @Test func `every pair and the edges of the longer forms agree with the standard library`() {
    var texts: [[UInt8]] = []
    for first in 0x7E...0xFF { for second in 0x7E...0xFF { texts.append([UInt8(first), UInt8(second)]) } }
    let edges: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
    for first in UInt8(0xE0)...0xFF {
      for second in edges {
        for third in edges {
          texts += [[first, second, third], [first, second, third, 0x80], [first, second, third, 0xC0]]
        }
      }
    }
    for text in texts {
      let isValid = String(validating: text, as: UTF8.self) != nil
      var server = Endpoint()
      let seen = server.receive(RawFrame(opcode: 1, payload: text).bytes)
      #expect((seen == [.failed(.invalidText)]) == !isValid, "\(text)")
    }
  }

  @Test func `a wrong byte is found anywhere in a long text`() {
    for place in 0..<200 {
      var text = [UInt8](repeating: 0x61, count: 200)
      text[place] = 0x80
      var server = Endpoint()
      #expect(server.receive(RawFrame(opcode: 1, payload: text).bytes) == [.failed(.invalidText)])
    }
  }
}
