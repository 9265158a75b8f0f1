import JSON

/// A field of an edited file that means nothing to us: kept as it stands, for whoever wrote it.
struct ForeignField: Hashable, Sendable {
  let name: String
  /// Its value, byte for byte.
  let json: [UInt8]
}

extension EditedObject {
  /// The fields of other names, in the order of the file.
  func foreign(to known: Set<String>) -> [ForeignField] {
    members.filter { !known.contains($0.key) }
      .map { ForeignField(name: $0.key, json: Array(bytes[$0.value.offset..<$0.value.end])) }
  }
}

extension EditedWriter {
  mutating func fields(_ foreign: [ForeignField]) {
    for field in foreign { add(field.name) { $0.value(json: field.json) } }
  }
}
