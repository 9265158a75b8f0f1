import ChatServer
import ChatTesting
import TLSProtocol
import Testing

struct ServerConfigurationTests {
  private let folder = TemporaryFolder()

  private func read(
    _ arguments: [String: String] = ["data": "/d"], _ environment: [String: String] = [:], file: String? = nil
  ) throws(ConfigurationError) -> ServerConfiguration {
    let path = file.map { text in
      TestFile.write("\(folder.path)/config.json", text)
      return "\(folder.path)/config.json"
    }
    return try ServerConfiguration(arguments: arguments, environment: environment, file: path)
  }

  @Test func `with a data folder alone it listens on this machine only`() throws {
    let configuration = try read()
    #expect(configuration.data == "/d")
    #expect(configuration.listen == "127.0.0.1:8080")
    #expect(configuration.demoListen == nil)
    #expect(configuration.opsListen == nil)
    #expect(configuration.publicURL == nil)
    #expect(configuration.trustedProxies.isEmpty)
    #expect(configuration.visitorBurst == 20)
  }

  @Test func `arguments win over the environment, and that over the file`() throws {
    let file = #"{"listen": "1.1.1.1:1", "ops-listen": "1.1.1.1:2", "visitor-burst": 7}"#
    let environment = ["SECONDRING_LISTEN": "2.2.2.2:1", "SECONDRING_OPS_LISTEN": "2.2.2.2:2"]
    let configuration = try read(["data": "/d", "listen": "3.3.3.3:1"], environment, file: file)
    #expect(configuration.listen == "3.3.3.3:1")
    #expect(configuration.opsListen == "2.2.2.2:2")
    #expect(configuration.visitorBurst == 7)
  }

  @Test func `every setting can stand in the environment`() throws {
    let configuration = try read(
      [:],
      [
        "SECONDRING_DATA": "/e", "SECONDRING_DEMO_LISTEN": "a:1", "SECONDRING_PUBLIC": "/p",
        "SECONDRING_PUBLIC_URL": "https://Chat.example/", "SECONDRING_TRUSTED_PROXIES": "10.0.0.0/8, 127.0.0.1",
        "SECONDRING_LOOPS": "3", "SECONDRING_RING_MILLISECONDS": "600", "SECONDRING_VISITOR_BURST": "9",
        "SECONDRING_VISITOR_MESSAGES_PER_SECOND": "5", "SECONDRING_CONNECTIONS_PER_ADDRESS": "11",
        "SECONDRING_LOG_LEVEL": "debug", "LISTEN": "not ours",
      ])
    #expect(configuration.data == "/e")
    #expect(configuration.demoListen == "a:1")
    #expect(configuration.publicFolder == "/p")
    #expect(configuration.publicURL == "https://chat.example")
    #expect(configuration.trustedProxies == ["10.0.0.0/8", "127.0.0.1"])
    #expect(configuration.loops == 3)
    #expect(configuration.ringMilliseconds == 600)
    #expect(configuration.visitorBurst == 9)
    #expect(configuration.visitorMessagesPerSecond == 5)
    #expect(configuration.connectionsPerAddress == 11)
    #expect(configuration.logLevel == "debug")
    #expect(configuration.listen == "127.0.0.1:8080")
  }

  @Test func `a list may be a list in the file`() throws {
    let configuration = try read(file: #"{"trusted-proxies": ["10.0.0.0/8", "::1"]}"#)
    #expect(configuration.trustedProxies == ["10.0.0.0/8", "::1"])
  }

  @Test func `certificates come in pairs, as many as there are names`() throws {
    let both = try read(["data": "/d", "tls-cert": "a.pem, b.pem", "tls-key": "a.key, b.key"])
    #expect(both.tls.map(\.certificate) == ["a.pem", "b.pem"])
    #expect(both.tls.map(\.key) == ["a.key", "b.key"])
    let error = #expect(throws: ConfigurationError.self) {
      try read(["data": "/d", "tls-cert": "a.pem,b.pem", "tls-key": "a.key"])
    }
    #expect(error?.description == "--tls-key is missing")
    #expect(try read(["data": "/d"]).tls.isEmpty)
  }

  @Test(arguments: [
    ("https://chat.example", 31_536_000), ("https://localhost:8080", nil), ("https://127.0.0.1:8080", nil),
  ])
  func `browsers are bound to TLS, but not on the name of every developer's machine`(url: String, seconds: Int?) throws
  {
    let tls = try read(["data": "/d", "public-url": url, "tls-cert": "a.pem", "tls-key": "a.key"])
    #expect(tls.strictTransport == seconds)
    #expect(try read(["data": "/d", "public-url": url]).strictTransport == nil)
  }

  @Test func `without a data folder it says so`() {
    let error = #expect(throws: ConfigurationError.self) { try read([:]) }
    #expect(error?.description.contains("data") == true)
  }

  @Test(arguments: ["0", "-1", "many", "1.5", "99999999999999999999", "", "256 "])
  func `a number out of range is refused by name, range and value`(text: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try read(["data": "/d", "connections-per-address": text])
    }
    #expect(error?.description.contains("connections-per-address") == true)
    #expect(error?.description.contains("1 to 1000000") == true)
    #expect(error?.description.contains("'\(text)'") == true)
  }

  @Test(arguments: [
    "chat.example", "https://chat.example/console", "ftp://chat.example", "https://", "javascript:alert(1)",
  ])
  func `a public URL that is no origin is refused by name and value`(text: String) {
    let error = #expect(throws: ConfigurationError.self) { try read(["data": "/d", "public-url": text]) }
    #expect(error?.description.contains("public-url") == true)
    #expect(error?.description.contains(text) == true)
  }

  @Test(arguments: ["", "{", "[]", "\"text\"", "{\"listen\": }", "{\"listen\": \"a\", \"listen\": \"b\"}"])
  func `a file that is no JSON object is refused by its path`(text: String) {
    let error = #expect(throws: ConfigurationError.self) { try read(file: text) }
    #expect(error?.description.contains("\(folder.path)/config.json") == true)
  }

  @Test func `a file that is not there is refused by its path`() {
    let error = #expect(throws: ConfigurationError.self) {
      try ServerConfiguration(arguments: ["data": "/d"], environment: [:], file: "/nowhere/config.json")
    }
    #expect(error?.description.contains("/nowhere/config.json") == true)
  }
}
