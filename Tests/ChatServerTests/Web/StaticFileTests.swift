import ChatServer
import Deflate
import HTTPProtocol
import Testing

struct StaticFileTests {
  private let script = Array(String(repeating: "let ring = 6; ", count: 200).utf8)
  private var file: StaticFile { StaticFile(type: "text/javascript; charset=utf-8", bytes: script) }

  private func asked(_ headers: HTTPHeaders = [:]) -> HTTPResponse {
    file.response(to: HTTPRequest(.get, "/x.js", headers: headers), caching: "no-cache")
  }

  @Test func `who takes gzip gets gzip, told apart for caches`() throws {
    let response = asked(["Accept-Encoding": "gzip, deflate, br"])
    #expect(response.status == 200)
    #expect(response.headers["Content-Encoding"] == "gzip")
    #expect(response.headers["Vary"] == "Accept-Encoding")
    #expect(response.body.count < script.count / 4)
    #expect(response.body.starts(with: [0x1F, 0x8B]))
    #expect(response.headers["ETag"] != asked().headers["ETag"])
  }

  @Test func `who takes none gets the plain bytes`() {
    let response = asked()
    #expect(response.headers["Content-Encoding"] == nil)
    #expect(response.headers["Vary"] == "Accept-Encoding")
    #expect(response.headers["Content-Type"] == "text/javascript; charset=utf-8")
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
    #expect(response.body == script)
  }

  @Test(arguments: [HTTPHeaders(), ["Accept-Encoding": "gzip"]])
  func `who holds this form gets 304 and no bytes`(coding: HTTPHeaders) throws {
    let tag = try #require(asked(coding).headers["ETag"])
    var headers = coding
    headers.add("If-None-Match", "\"other\" , \(tag)")
    let response = asked(headers)
    #expect(response.status == 304)
    #expect(response.body.isEmpty)
    #expect(response.headers["ETag"] == tag)
    #expect(response.headers["Vary"] == "Accept-Encoding")
    #expect(response.headers["Cache-Control"] == "no-cache")
    #expect(response.headers["Content-Encoding"] == nil)
  }

  @Test func `who holds the other form gets this one whole`() throws {
    let packed = try #require(asked(["Accept-Encoding": "gzip"]).headers["ETag"])
    #expect(asked(["If-None-Match": packed]).status == 200)
  }

  @Test func `RFC 9110 13.1.2: a tag that a proxy weakened still counts, and so does a star`() throws {
    let tag = try #require(asked().headers["ETag"])
    #expect(asked(["If-None-Match": "W/\(tag)"]).status == 304)
    #expect(asked(["If-None-Match": "*"]).status == 304)
    #expect(asked(["If-None-Match": "\(tag) "]).status == 304)
    #expect(asked(["If-None-Match": "\"W/\(tag)"]).status == 200)
  }

  @Test func `a picture and a tiny file are not packed`() {
    let picture = StaticFile(type: "image/png", bytes: [UInt8](repeating: 0, count: 4_000))
    let tiny = StaticFile(type: "text/css", bytes: Array("a{}".utf8))
    for file in [picture, tiny] {
      let request = HTTPRequest(.get, "/x", headers: ["Accept-Encoding": "gzip"])
      let response = file.response(to: request, caching: "no-cache")
      #expect(response.headers["Content-Encoding"] == nil)
    }
  }

  @Test func `another byte is another tag`() {
    let other = StaticFile(type: "text/javascript", bytes: script + [0x20])
    let tag = other.response(to: HTTPRequest(.get, "/x"), caching: "").headers["ETag"]
    #expect(tag != asked().headers["ETag"])
  }

  @Test(arguments: [
    "gzip", "GZIP", "deflate, gzip;q=1.0", "br , gzip ; q=0.5", "*", "gzip;q=0.001", "identity;q=0, gzip", "\tgzip",
    "*;q=0, gzip",
  ])
  func `RFC 9110 12.5.3: this client takes gzip`(header: String) {
    #expect(HTTPRequest(.get, "/", headers: ["Accept-Encoding": header]).accepts(coding: "gzip"))
  }

  @Test(arguments: [
    "", "br", "gzip;q=0", "gzip; q=0", "gzip ;q=0.000", "*;q=0", "gzip;q=0, *", "*, gzip;q=0", "gzipped", "xgzip",
    "gzip;Q=0",
  ])
  func `RFC 9110 12.5.3: this client does not take gzip`(header: String) {
    #expect(!HTTPRequest(.get, "/", headers: ["Accept-Encoding": header]).accepts(coding: "gzip"))
  }

  @Test func `a client that says nothing gets plain bytes`() {
    #expect(!HTTPRequest(.get, "/").accepts(coding: "gzip"))
  }
}
