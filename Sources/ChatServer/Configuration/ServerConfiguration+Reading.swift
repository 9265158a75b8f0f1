import Configuration
import EventLoops
import JSON
import Primitives
import Storage
import TLSProtocol
import TranscriptFormat

extension ServerConfiguration {
  /// Reads the settings from arguments (by the name of the setting), the environment (`SECONDRING_LISTEN`, …) and a file.
  ///
  /// The file is a JSON object with the same names: `{"listen": "0.0.0.0:8080", "trusted-proxies": ["10.0.0.0/8"]}`.
  package init(arguments: [String: String], environment: [String: String], file: String?) throws(ConfigurationError) {
    let ours = environment.filter { $0.key.hasPrefix("SECONDRING_") }
      .map { (String($0.key.dropFirst("SECONDRING_".count)), $0.value) }
    var providers: [any ConfigProvider] = [
      InMemoryProvider(values: Self.values(arguments)),
      EnvironmentVariablesProvider(environmentVariables: Dictionary(uniqueKeysWithValues: ours)),
    ]
    if let file { providers.append(InMemoryProvider(values: Self.values(try Self.settings(inFile: file)))) }
    try self.init(ConfigReader(providers: providers))
  }

  private init(_ settings: ConfigReader) throws(ConfigurationError) {
    guard let data = settings.string(forKey: "data") else { throw .missing("data") }
    self.data = data
    listen = settings.string(forKey: "listen", default: "127.0.0.1:8080")
    demoListen = settings.string(forKey: "demo-listen")
    opsListen = settings.string(forKey: "ops-listen")
    publicFolder = settings.string(forKey: "public", default: "Public")
    publicURL = try settings.string(forKey: "public-url").map(Self.origin)
    tls = try Self.certificates(settings)
    trustedProxies = Self.list(settings.string(forKey: "trusted-proxies"))
    loops = try Self.number(settings, "loops", 0...256) ?? 0
    ringMilliseconds = try Self.number(settings, "ring-milliseconds", 100...60_000)
    connectionsPerAddress = try Self.number(settings, "connections-per-address", 1...1_000_000) ?? 256
    visitorBurst = try Self.number(settings, "visitor-burst", 1...1_000_000) ?? 20
    visitorMessagesPerSecond = Double(try Self.number(settings, "visitor-messages-per-second", 1...1_000_000) ?? 2)
    commandBurst = try Self.number(settings, "command-burst", 1...1_000_000) ?? EndpointLimits.commandBurst
    // Typing marks, page changes and words of somebody very quick.
    commandsPerSecond = Double(try Self.number(settings, "commands-per-second", 1...1_000_000) ?? 20)
    helloMilliseconds =
      try Self.number(settings, "hello-milliseconds", 100...600_000) ?? Int(EndpointLimits.helloWithin.count)
    segmentBytes = try Self.number(settings, "segment-bytes", 1 << 16...1 << 30) ?? StorageOptions().segmentSize
    logLevel = settings.string(forKey: "log-level", default: "info")
  }

  private static func number(
    _ settings: ConfigReader, _ name: String, _ range: ClosedRange<Int>
  ) throws(ConfigurationError) -> Int? {
    guard let text = settings.string(forKey: ConfigKey(name)) else { return nil }
    guard let number = Int(text), range.contains(number) else { throw .notInRange(name, text, range) }
    return number
  }

  private static func certificates(_ settings: ConfigReader) throws(ConfigurationError) -> [CertificateFiles] {
    let (certificates, keys) = (files(settings, "tls-cert"), files(settings, "tls-key"))
    guard certificates.count >= keys.count else { throw .missing("tls-cert") }
    guard keys.count >= certificates.count else { throw .missing("tls-key") }
    return zip(certificates, keys).map { CertificateFiles(certificate: $0, key: $1) }
  }

  private static func files(_ settings: ConfigReader, _ name: String) -> [String] {
    // A path may have spaces within.
    (settings.string(forKey: ConfigKey(name)) ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
  }

  // An origin has no path: cookies and exact Origin checks are made from it.
  private static func origin(_ text: String) throws(ConfigurationError) -> String {
    let bare = (text.hasSuffix("/") ? String(text.dropLast()) : text).lowercased()
    do throws(SiteOrigin.Fault) { return try SiteOrigin(bare).exact } catch {
      throw .notAnOrigin("public-url", text, error)
    }
  }

  private static func settings(inFile path: String) throws(ConfigurationError) -> [String: String] {
    do {
      let value = try JSONValue(try FileBytes.read(path))
      guard let members = value.members else { throw ConfigurationError.file(path, "must be a JSON object") }
      return Dictionary(members.map { ($0.key, Self.text($0.value)) }) { $1 }
    } catch let error as ConfigurationError {
      throw error
    } catch { throw .file(path, "\(error)") }
  }

  private static func text(_ value: JSONValue) -> String {
    if let list = value.elements { return list.map(text).joined(separator: ",") }
    return value.string ?? value.int.map(String.init) ?? value.bool.map { $0 ? "true" : "false" } ?? ""
  }

  private static func list(_ text: String?) -> [String] {
    (text ?? "").split { $0 == "," || $0 == " " }.map(String.init)
  }

  private static func values(_ settings: [String: String]) -> [AbsoluteConfigKey: ConfigValue] {
    Dictionary(
      uniqueKeysWithValues: settings.map {
        (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false))
      })
  }
}
