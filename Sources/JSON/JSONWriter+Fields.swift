extension JSONWriter {
  /// Writes a key and a string.
  package mutating func field(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  /// Writes a key and a string of ASCII letters, digits and signs that need no escape.
  package mutating func field(_ name: String, ascii: [UInt8]) {
    key(name)
    value(ascii: ascii)
  }

  /// Writes a key and a string of ASCII letters that `body` appends and that need no escape.
  package mutating func field(_ name: String, ascii body: (inout [UInt8]) -> Void) {
    key(name)
    value(ascii: body)
  }

  /// Writes a key and a whole number.
  package mutating func field(_ name: String, _ number: Int) {
    key(name)
    value(number)
  }

  /// Writes a key and a number.
  package mutating func field(_ name: String, _ number: Double) {
    key(name)
    value(number)
  }

  /// Writes a key and `true` or `false`.
  package mutating func field(_ name: String, _ isTrue: Bool) {
    key(name)
    value(isTrue)
  }

  /// Writes a key and a value that is JSON already.
  package mutating func field(_ name: String, json: [UInt8]) {
    key(name)
    value(json: json)
  }

  /// Writes a key and an object whose fields `body` writes.
  package mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  /// Writes a key and an array whose elements `body` writes.
  package mutating func array(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    array(body)
  }
}
