import ChatDomain
import JSON
import Primitives

/// The fields of one line as they stand in the file, before anything is made of them.
struct LineFields {
  var seq: Int?, ring: Int?
  var mid = "", part = "", at = "", type = "", by = "", agent = "", name = "", text = "", why = "", released = ""
  var site = "", visitor = "", referrer = "", language = "", timeZone = ""
  var page = Page(url: "", title: "")
  var agents: [String] = []
  var who: [String: String] = [:]
  /// Agents of whom the line speaks, by id and name: nil where it does not.
  var colleague: [String: String]?, from: [String: String]?, to: [String: String]?

  mutating func read(_ bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes.span)
    try reader.openObject()
    while let key = try reader.nextKey() {
      if try readNumber(key, &reader) { continue }
      if let field = Self.text(key) {
        self[keyPath: field] = try reader.string()
      } else {
        try readNested(key, &reader)
      }
    }
    try reader.finish()
  }

  private mutating func readNumber(_ key: String, _ reader: inout JSONReader) throws(JSONError) -> Bool {
    switch key {
    case "seq": seq = try reader.int()
    case "ring": ring = try reader.int()
    default: return false
    }
    return true
  }

  private mutating func readNested(_ key: String, _ reader: inout JSONReader) throws(JSONError) {
    switch key {
    case "agents":
      try reader.openArray()
      while try reader.nextElement() { agents.append(try reader.string()) }
    case "page":
      let page = try Self.strings(&reader)
      self.page = Page(url: page["url"] ?? "", title: page["title"] ?? "")
    case "who": who = try Self.strings(&reader)
    case "colleague": colleague = try Self.strings(&reader)
    case "from": from = try Self.strings(&reader)
    case "to": to = try Self.strings(&reader)
    default: try reader.skip()
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

  private static func text(_ key: String) -> WritableKeyPath<LineFields, String>? {
    switch key {
    case "mid": \.mid
    case "at": \.at
    case "type": \.type
    case "by": \.by
    case "as": \.part
    case "agent": \.agent
    case "name": \.name
    case "text": \.text
    case "why": \.why
    case "released": \.released
    case "site": \.site
    case "visitor": \.visitor
    case "referrer": \.referrer
    case "lang": \.language
    case "tz": \.timeZone
    default: nil
    }
  }
}
