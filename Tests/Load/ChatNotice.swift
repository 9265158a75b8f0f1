import JSON

/// What a page or a console needs of a notice to play its part.
struct ChatNotice {
  var type = "", talk = "", mid = "", kind = "", by = "", agent = "", state = "", code = "", text = ""
  var seq = 0

  /// Reads one frame; of a type in `ignored` no more than that, because consoles get very many of some.
  init(_ frame: Span<UInt8>, ignoring ignored: String = "") throws(JSONError) {
    var reader = JSONReader(frame)
    try read(&reader, ignored)
  }

  private mutating func read(_ reader: inout JSONReader, _ ignored: String) throws(JSONError) {
    try reader.openObject()
    while let key = try reader.nextKey() {
      switch key {
      case "type":
        type = try reader.string()
        if type == ignored { return }
      case "entry": try read(&reader, "")
      case "seq": seq = try reader.int()
      case "c": talk = try reader.string()
      case "mid": mid = try reader.string()
      default: try readMore(key, &reader)
      }
    }
  }

  private mutating func readMore(_ key: String, _ reader: inout JSONReader) throws(JSONError) {
    switch key {
    case "kind": kind = try reader.string()
    case "by": by = try reader.kind() == .string ? reader.string() : skipped(&reader)
    case "agent": agent = try reader.kind() == .string ? reader.string() : skipped(&reader)
    case "state": state = try reader.string()
    case "code": code = try reader.string()
    case "text": text = try reader.string()
    default: try reader.skip()
    }
  }

  private func skipped(_ reader: inout JSONReader) throws(JSONError) -> String {
    try reader.skip()
    return ""
  }
}
