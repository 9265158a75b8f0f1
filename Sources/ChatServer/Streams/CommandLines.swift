import HTTPProtocol

/// The commands in the body of one request: a JSON object a line.
struct CommandLines {
  let lines: [ArraySlice<UInt8>]

  init(_ body: [UInt8]) throws(ErrorAnswer) {
    lines = body.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    guard !lines.isEmpty else {
      throw ErrorAnswer(status: 400, code: "no_commands", message: "Send JSON objects, one a line.")
    }
    let limit = EndpointLimits.commandBurst
    guard lines.count <= limit else {
      throw ErrorAnswer(
        status: 400, code: "too_many_commands", message: "At most \(limit) commands go into one request.", limit: limit)
    }
    do { _ = try UTF8Span(validating: body.span) } catch {
      throw ErrorAnswer(status: 400, code: "not_utf8", message: "The body is not UTF-8: \(error).")
    }
  }
}
