import ChatServer
import Testing

struct ControlMessagesTests {
  @Test func `a request arrives as it was asked`() throws {
    let request = ControlRequest("site add", ["id": ["harbour"], "origin": ["https://a", "https://b"], "none": []])
    #expect(request.line.last == UInt8(ascii: "\n"))
    let read = try #require(ControlRequest(request.line))
    #expect(read.verb == "site add")
    #expect(read.options == request.options)
    #expect(read.option("id") == "harbour")
    #expect(read.option("unknown") == "")
  }

  @Test(arguments: ["", "two\nlines", "\"quoted\" \\ \u{2028} \u{0}", "🎷 Aydın", "\r\n"])
  func `any text survives the way there and back on one line`(text: String) throws {
    let request = ControlRequest("import orders", ["csv": [text]])
    #expect(request.line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    #expect(try #require(ControlRequest(request.line)).option("csv") == text)
    let reply = ControlReply(output: text, errors: text, exit: 3)
    #expect(reply.line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    let read = try #require(ControlReply(reply.line))
    #expect((read.output, read.errors, read.exit) == (text, text, 3))
  }

  @Test(arguments: ["", "{}", "[]", "{\"verb\":1}", "{\"verb\":\"x\"", "null", "{\"verb\":\"x\"} more"])
  func `what is no request is nil`(text: String) {
    #expect(ControlRequest(Array(text.utf8)) == nil)
  }

  @Test(arguments: ["{}", "{\"exit\":\"0\"}", "{\"exit\":4294967296}"])
  func `what is no reply is nil`(text: String) {
    #expect(ControlReply(Array(text.utf8)) == nil)
  }

  @Test func `options of a wrong kind are none`() throws {
    let request = try #require(ControlRequest(Array(#"{"verb":"x","options":{"id":"anna","n":[1,"a"]}}"#.utf8)))
    #expect(request.option("id") == "")
    #expect(request.option("n") == "a")
  }
}
