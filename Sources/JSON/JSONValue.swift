/// A whole JSON text as a tree, for files that people edit: every value knows where it stands.
package struct JSONValue: Sendable {
  /// The byte at which it begins; see `JSONPosition`.
  package let offset: Int
  /// The byte behind its last.
  package let end: Int
  /// What it is.
  package let content: Content

  /// The six kinds of JSON, with whole numbers apart.
  package enum Content: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// In the order of the text; a key that comes twice was refused.
    case object([Member])
  }

  /// One key and its value.
  package struct Member: Sendable {
    /// The key.
    package let key: String
    /// What it stands for.
    package let value: JSONValue
  }

  /// Reads one text; nothing but white space may follow it.
  package init(_ bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes.span)
    self = try JSONValue(from: &reader)
    try reader.finish()
  }

  /// Reads the next value.
  package init(from reader: inout JSONReader) throws(JSONError) {
    let kind = try reader.kind()
    offset = reader.offset
    switch kind {
    case .null:
      try reader.null()
      content = .null
    case .bool: content = .bool(try reader.bool())
    case .string: content = .string(try reader.string())
    case .number: content = try Self.number(&reader)
    case .array: content = .array(try Self.elements(&reader))
    case .object: content = .object(try Self.members(&reader))
    }
    end = reader.index
  }
}

extension JSONValue {
  /// The member of that key; nil when there is none, or when this is no object.
  package subscript(key: String) -> JSONValue? { members?.first { $0.key == key }?.value }

  /// The text, when it is one.
  package var string: String? { if case .string(let text) = content { text } else { nil } }
  /// The whole number, when it is one.
  package var int: Int? { if case .integer(let number) = content { number } else { nil } }
  /// The number, whole or not.
  package var double: Double? {
    switch content {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
  /// The yes or no, when it is one.
  package var bool: Bool? { if case .bool(let isTrue) = content { isTrue } else { nil } }
  /// The elements, when it is an array.
  package var elements: [JSONValue]? { if case .array(let elements) = content { elements } else { nil } }
  /// The members, when it is an object.
  package var members: [Member]? { if case .object(let members) = content { members } else { nil } }

  private static func number(_ reader: inout JSONReader) throws(JSONError) -> Content {
    let start = reader.index
    do { return .integer(try reader.int()) } catch {
      guard case .type = error else { throw error }
      reader.index = start
      return .number(try reader.double())
    }
  }

  private static func elements(_ reader: inout JSONReader) throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    try reader.openArray()
    while try reader.nextElement() { elements.append(try JSONValue(from: &reader)) }
    return elements
  }

  private static func members(_ reader: inout JSONReader) throws(JSONError) -> [Member] {
    var members: [Member] = []
    var keys: Set<String> = []
    try reader.openObject()
    while let key = try reader.nextKey() {
      guard keys.insert(key).inserted else { throw .duplicate(at: reader.offset) }
      members.append(Member(key: key, value: try JSONValue(from: &reader)))
    }
    return members
  }
}
