/// What is wrong with a text, and at which byte of it.
package enum JSONError: Error, Equatable, Sendable {
  /// Not JSON (RFC 8259): a wrong letter, a control character, a half escape, a text that stops short.
  case syntax(at: Int)
  /// Bytes of a string that are not UTF-8, or half a surrogate pair.
  case encoding(at: Int)
  /// JSON, but another type than the one asked for.
  case type(at: Int)
  /// A number too large for the type asked for.
  case range(at: Int)
  /// Nested deeper than `JSONReader.depthLimit`.
  case depth(at: Int)
  /// The same key twice in one object; only `JSONValue` looks for it.
  case duplicate(at: Int)
  /// More bytes after the end of the value.
  case trailing(at: Int)

  /// The byte at which it went wrong, from 0.
  package var offset: Int {
    switch self {
    case .syntax(let at), .encoding(let at), .type(let at), .range(let at), .depth(let at), .duplicate(let at),
      .trailing(let at):
      at
    }
  }
}
