package import JSON

/// What is wrong with one line of a transcript.
package enum LineFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// It stops before its end, as a line does that was being written.
  case torn
  /// Its bytes are not those that were written.
  case checksum
  /// Not JSON, at this byte of the line.
  case json(JSONError)
  /// A field is missing or holds something it cannot hold.
  case field(String)
  /// Written by a newer version: the line is whole, and this version cannot read it.
  case unknownType(String)

  /// In words.
  package var description: String {
    switch self {
    case .torn: "the line stops before its end"
    case .checksum: "the checksum does not match"
    case .json(let error): "not JSON at byte \(error.offset) of the line"
    case .field(let name): "the field \"\(name)\" is missing or wrong"
    case .unknownType(let type): "the type \"\(type)\" is unknown to this version"
    }
  }
}
