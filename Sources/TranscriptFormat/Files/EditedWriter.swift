import JSON

/// Writes a JSON file for people to edit: one field a line.
struct EditedWriter {
  private var lines: [String] = []

  mutating func field(_ name: String, _ text: String) { add(name) { $0.value(text) } }
  mutating func field(_ name: String, _ number: Int) { add(name) { $0.value(number) } }
  mutating func field(_ name: String, _ flag: Bool) { add(name) { $0.value(flag) } }
  mutating func field(_ name: String, _ texts: [String]) {
    add(name) { writer in writer.array { for text in texts { $0.value(text) } } }
  }
  mutating func field(_ name: String, _ texts: [String: String]) {
    add(name) { writer in
      writer.object { for (key, text) in texts.sorted(by: { $0.key < $1.key }) { $0.field(key, text) } }
    }
  }
  mutating func add(_ name: String, _ value: (inout JSONWriter) -> Void) {
    var (key, writer) = (JSONWriter(), JSONWriter())
    key.value(name)
    value(&writer)
    lines.append("  \(String(decoding: key.bytes, as: UTF8.self)): \(String(decoding: writer.bytes, as: UTF8.self))")
  }

  var bytes: [UInt8] { Array("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8) }
}
