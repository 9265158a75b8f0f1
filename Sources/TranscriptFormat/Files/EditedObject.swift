import JSON

/// The fields of a JSON file that people edit, read with errors that name line and field.
struct EditedObject {
  let bytes: [UInt8]
  private let value: JSONValue

  init(_ bytes: [UInt8]) throws(FileFault) {
    self.bytes = bytes
    do { value = try JSONValue(bytes) } catch {
      let position = JSONPosition(offset: error.offset, in: bytes)
      throw FileFault(line: position.line, field: "", problem: Self.problem(error, position.column))
    }
    guard value.members != nil else { throw FileFault(line: 1, field: "", problem: "must be one object: { … }") }
  }

  private static func problem(_ error: JSONError, _ column: Int) -> String {
    if case .duplicate = error { return "the same name stands twice in one object, before column \(column)" }
    return "not JSON at column \(column)"
  }

  func fault(_ field: String, _ problem: String) -> FileFault {
    let line = value[field].map { JSONPosition(offset: $0.offset, in: bytes).line }
    return FileFault(line: line, field: field, problem: problem)
  }

  var members: [JSONValue.Member] { value.members ?? [] }

  func has(_ field: String) -> Bool { value[field] != nil }

  /// A text that must be there.
  func text(_ field: String) throws(FileFault) -> String {
    guard let text = try text(field, else: nil), !text.isEmpty else { throw fault(field, "is missing") }
    return text
  }

  /// A text, or what stands for it when the field is not there.
  func text(_ field: String, else standIn: String?) throws(FileFault) -> String? {
    guard has(field) else { return standIn }
    guard let text = value[field]?.string else { throw fault(field, "must be a text in quotes") }
    return text
  }

  /// A whole number within bounds, or what stands for it when the field is not there.
  func number(_ field: String, in range: ClosedRange<Int>, else standIn: Int) throws(FileFault) -> Int {
    guard has(field) else { return standIn }
    guard let number = value[field]?.int, range.contains(number) else {
      throw fault(field, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Yes or no; no when the field is not there.
  func flag(_ field: String) throws(FileFault) -> Bool {
    guard has(field) else { return false }
    guard let flag = value[field]?.bool else { throw fault(field, "must be true or false") }
    return flag
  }

  /// A list of texts; empty when the field is not there.
  func texts(_ field: String) throws(FileFault) -> [String] {
    guard has(field) else { return [] }
    let texts = value[field]?.elements?.compactMap(\.string)
    guard let texts, texts.count == value[field]?.elements?.count else {
      throw fault(field, "must be a list of texts: [\"…\", \"…\"]")
    }
    return texts
  }

  /// Texts by name; empty when the field is not there.
  func dictionary(_ field: String) throws(FileFault) -> [String: String] {
    guard has(field) else { return [:] }
    guard let members = value[field]?.members else { throw fault(field, "must be an object of texts") }
    var texts: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else { throw fault(field, "\"\(member.key)\" must be a text in quotes") }
      texts[member.key] = text
    }
    return texts
  }

  /// The objects of a list, each as one to read from; empty when the field is not there.
  func objects(_ field: String) throws(FileFault) -> [JSONValue] {
    guard has(field) else { return [] }
    guard let elements = value[field]?.elements else { throw fault(field, "must be a list of objects") }
    return elements
  }
}
