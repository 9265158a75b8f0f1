import ChatDomain
import JSON
import Primitives

/// The fields of one line as they stand in the file, before anything is made of them.
struct LineFields {
  var seq: Int?, ring: Int?, step = 0
  var mid: MessageID?, at: Instant?
  var part = "", type = "", by = "", agent = "", name = "", text = "", why = "", released = ""
  var site = "", visitor = "", referrer = "", language = "", timeZone = ""
  var page = Page(url: "", title: "")
  var agents: [String] = []
  var who: [String: String] = [:]
  /// What of `who` the shop has signed.
  var proved: [String] = []
  /// Agents of whom the line speaks, by id and name: nil where it does not.
  var colleague: [String: String]?, from: [String: String]?, to: [String: String]?

  mutating func read(_ bytes: Span<UInt8>) throws(JSONError) {
    var reader = JSONReader(bytes)
    try reader.openObject()
    while let key = try reader.nextShortKey() { try read(LineKey(key), &reader, bytes) }
    try reader.finish()
  }

  private mutating func read(_ key: LineKey?, _ reader: inout JSONReader, _ bytes: Span<UInt8>) throws(JSONError) {
    switch key {
    case .seq: seq = try reader.int()
    case .ring: ring = try reader.int()
    case .step: step = try reader.int()
    case .mid: mid = try reader.plainString().flatMap { MessageID(ascii: bytes.extracting($0)) }
    case .at: at = try reader.plainString().flatMap { Instant(ascii: bytes.extracting($0)) }
    case .type: type = try reader.string()
    case .by: by = try reader.string()
    case .agent: agent = try reader.string()
    case .name: name = try reader.string()
    case .text: text = try reader.string()
    case .why: why = try reader.string()
    case .as: part = try reader.string()
    case .released: released = try reader.string()
    case .page, .agents, .who, .colleague, .from, .to: try readNested(key, &reader)
    case .site, .visitor, .referrer, .lang, .tz: try readOpening(key, &reader)
    case .files, .crc, .v, nil: try reader.skip()
    }
  }

  private mutating func readOpening(_ key: LineKey?, _ reader: inout JSONReader) throws(JSONError) {
    switch key {
    case .site: site = try reader.string()
    case .visitor: visitor = try reader.string()
    case .referrer: referrer = try reader.string()
    case .lang: language = try reader.string()
    case .tz: timeZone = try reader.string()
    default: try reader.skip()
    }
  }

  private mutating func readNested(_ key: LineKey?, _ reader: inout JSONReader) throws(JSONError) {
    switch key {
    case .agents:
      try reader.openArray()
      while try reader.nextElement() { agents.append(try reader.string()) }
    case .page:
      let page = try Self.strings(&reader)
      self.page = Page(url: page["url"] ?? "", title: page["title"] ?? "")
    case .who: try readIdentity(&reader)
    case .colleague: colleague = try Self.strings(&reader)
    case .from: from = try Self.strings(&reader)
    case .to: to = try Self.strings(&reader)
    default: try reader.skip()
    }
  }

  private mutating func readIdentity(_ reader: inout JSONReader) throws(JSONError) {
    try reader.openObject()
    while let key = try reader.nextKey() {
      switch try reader.kind() {
      case .string: who[key] = try reader.string()
      case .array where key == "proved": proved = try JSONValue(from: &reader).elements?.compactMap(\.string) ?? []
      default: try reader.skip()
      }
    }
  }

  private static func strings(_ reader: inout JSONReader) throws(JSONError) -> [String: String] {
    var strings: [String: String] = [:]
    try reader.openObject()
    while let key = try reader.nextKey() {
      if try reader.kind() == .string { strings[key] = try reader.string() } else { try reader.skip() }
    }
    return strings
  }
}
