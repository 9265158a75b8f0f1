import JSON

/// What the command line asks of a data folder, or of the server that runs on it.
package struct ControlRequest: Sendable {
  /// The command: `agent link`.
  package var verb: String
  /// Its options by name; an option may be given several times.
  package var options: [String: [String]]

  /// Puts the two together.
  package init(_ verb: String, _ options: [String: [String]]) { (self.verb, self.options) = (verb, options) }

  /// The value of an option that is given once; empty when it is not given.
  package func option(_ name: String) -> String { options[name]?.first ?? "" }

  /// Reads one line; nil when it is no request.
  package init?(_ line: [UInt8]) {
    guard let value = try? JSONValue(line), let verb = value["verb"]?.string else { return nil }
    let members = value["options"]?.members ?? []
    let options = members.map { ($0.key, $0.value.elements?.compactMap(\.string) ?? []) }
    self.init(verb, Dictionary(options) { $1 })
  }

  /// The request as one line.
  package var line: [UInt8] {
    var text = JSONWriter()
    text.object { fields in
      fields.field("verb", verb)
      fields.object("options") { list in
        for (name, values) in options {
          list.array(name) { array in
            for value in values { array.value(value) }
          }
        }
      }
    }
    return text.bytes + [UInt8(ascii: "\n")]
  }
}

/// What came of it.
package struct ControlReply: Sendable {
  /// For standard output.
  package var output: String
  /// For standard error.
  package var errors: String
  /// The exit code.
  package var exit: Int32

  /// Puts the three together.
  package init(output: String = "", errors: String = "", exit: Int32 = 0) {
    (self.output, self.errors, self.exit) = (output, errors, exit)
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
