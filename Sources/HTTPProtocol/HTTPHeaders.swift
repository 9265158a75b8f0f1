/// Header fields in their order; names are compared without regard to case.
package struct HTTPHeaders: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  /// One field.
  package struct Field: Equatable, Sendable {
    /// The name as it was written.
    package let name: String
    /// The value without the white space around it.
    package let value: String
  }

  /// All fields, in order.
  package private(set) var fields: [Field] = []

  init() {}

  /// Fields as they are listed.
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }

  /// The value of a field; several fields of one name are joined by commas (RFC 9110 5.3).
  package subscript(name: String) -> String? {
    guard let first = fields.firstIndex(where: { Self.isSame($0.name, name) }) else { return nil }
    return fields[(first + 1)...].reduce(fields[first].value) { joined, field in
      Self.isSame(field.name, name) ? joined + ", " + field.value : joined
    }
  }

  /// The values of all fields of this name.
  package func values(of name: String) -> [String] {
    fields.compactMap { Self.isSame($0.name, name) ? $0.value : nil }
  }

  /// Adds a field behind the others.
  package mutating func add(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

  /// Puts one field in the place of all of its name.
  package mutating func set(_ name: String, _ value: String) {
    remove(name)
    add(name, value)
  }

  /// Takes all fields of this name out.
  package mutating func remove(_ name: String) { fields.removeAll { Self.isSame($0.name, name) } }

  /// Whether the comma-separated list in this field has `token`, in any case.
  package func list(_ name: String, contains token: String) -> Bool {
    fields.contains { field in
      Self.isSame(field.name, name)
        && field.value.utf8.split(separator: UInt8(ascii: ",")).contains { element in
          Self.isSame(Substring(element.drop(while: Self.isSpace).prefix { !Self.isSpace($0) }), token)
        }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  static func isSame(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).allSatisfy { lowered($0) == lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
