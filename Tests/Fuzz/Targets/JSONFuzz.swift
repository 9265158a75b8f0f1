import ChatWire
import JSON

/// One text read in every way there is: they must agree on whether it is JSON, and on where it stops being it.
enum JSONFuzz {
  static func fault(in input: FuzzInput) -> String? {
    // The commands may refuse whatever they want to, but answer they must.
    _ = try? VisitorCommand(input.bytes.span)
    _ = try? AgentCommand(input.bytes.span)
    let skipping = skipped(input.bytes.span)
    switch tree(input.bytes) {
    case .success(let value):
      guard skipping == nil else { return "skipping fails at \(skipping?.offset ?? 0), reading does not" }
      return faultInReturn(value) ?? faultInCut(input)
    case .failure(.duplicate), .failure(.range):
      return nil
    case .failure(let error):
      return skipping == error ? nil : "reading fails with \(error), skipping with \(skipping, default: "nothing")"
    }
  }

  private static func tree(_ bytes: [UInt8]) -> Result<JSONValue, JSONError> {
    do throws(JSONError) { return .success(try JSONValue(bytes)) } catch { return .failure(error) }
  }

  private static func skipped(_ bytes: Span<UInt8>) -> JSONError? {
    var reader = JSONReader(bytes)
    do throws(JSONError) {
      try reader.skip()
      try reader.finish()
      return nil
    } catch { return error }
  }

  /// Written and read again it is the same.
  private static func faultInReturn(_ value: JSONValue) -> String? {
    var writer = JSONWriter()
    writer.value(value)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    guard case .success(let again) = tree(writer.bytes) else { return "written as \(text), it is no JSON" }
    var second = JSONWriter()
    second.value(again)
    return second.bytes == writer.bytes ? nil : "\(text) comes back as \(String(decoding: second.bytes, as: UTF8.self))"
  }

  /// An object or array is none before its last bracket came, and the reader looks at no byte behind its own.
  private static func faultInCut(_ input: FuzzInput) -> String? {
    guard let last = input.bytes.lastIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }),
      input.bytes[(last + 1)...].allSatisfy({ $0 <= 0x20 })
    else { return nil }
    var length = 0
    for read in input.reads {
      length = min(length + read.count, last)
      if skipped(input.bytes.span.extracting(first: length)) == nil { return "\(length) bytes of it are enough" }
    }
    return nil
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ value: JSONValue) {
    switch value.content {
    case .null: null()
    case .bool(let isTrue): self.value(isTrue)
    case .integer(let number): self.value(number)
    case .number(let number): self.value(number)
    case .string(let text): self.value(text)
    case .array(let elements): array { writer in for element in elements { writer.value(element) } }
    case .object(let members): array { writer in for member in members { writer.pair(member) } }
    }
  }

  // As an array: `key` is for names that need no escape.
  private mutating func pair(_ member: JSONValue.Member) {
    value(member.key)
    value(member.value)
  }
}
