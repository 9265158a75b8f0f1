import JSON

/// A command on its way to the server that runs on a data folder: `{"verb":"agent link","options":{"id":["anna"]}}` on one line.
package enum ControlRequest {
  /// The command as one line.
  package static func line(_ command: any ControlCommand) -> [UInt8] {
    var text = JSONWriter()
    text.object { fields in
      fields.field("verb", type(of: command).verb.rawValue)
      fields.object("options") { list in
        for (option, values) in command.options.values {
          list.array(option.rawValue) { array in
            for value in values { array.value(value) }
          }
        }
      }
    }
    return text.bytes + [UInt8(ascii: "\n")]
  }

  /// Reads a line; the error says what is wrong with it.
  package static func command(_ line: [UInt8]) throws(AdministrationError) -> any ControlCommand {
    let request: JSONValue
    do throws(JSONError) { request = try JSONValue(line) } catch { throw .notUnderstood }
    guard let verb = request["verb"]?.string else { throw .notUnderstood }
    guard let known = ControlVerb(rawValue: verb) else { throw .unknownVerb(verb) }
    let options = (request["options"]?.members ?? []).map { ($0.key, $0.value.elements?.compactMap(\.string) ?? []) }
    return try known.command.init(try ControlOptions(Dictionary(options) { $1 }))
  }
}

/// What came of a command.
package struct ControlReply: Sendable {
  /// For standard output.
  package var output: String
  /// For standard error.
  package var errors: String
  /// The exit code.
  package var exit: Int32

  package init(output: String = "", errors: String = "", exit: Int32 = 0) {
    self.output = output
    self.errors = errors
    self.exit = exit
  }

  /// The reply to a command that could not be carried out.
  package init(_ error: any Error) {
    self.init(errors: "\(error)", exit: 1)
    // Whoever sent it speaks another language than we.
    if case AdministrationError.notUnderstood = error { exit = 2 }
  }

  /// Reads one line; nil when it is no reply.
  package init?(_ line: [UInt8]) {
    guard let value = try? JSONValue(line), let exit = value["exit"]?.int.flatMap({ Int32(exactly: $0) }) else {
      return nil
    }
    self.init(output: value["output"]?.string ?? "", errors: value["errors"]?.string ?? "", exit: exit)
  }

  /// The reply as one line.
  package var line: [UInt8] {
    var text = JSONWriter()
    text.object { fields in
      fields.field("output", output)
      fields.field("errors", errors)
      fields.field("exit", Int(exit))
    }
    return text.bytes + [UInt8(ascii: "\n")]
  }
}
