import HTTPProtocol

/// The commands in the body of one request: a JSON object a line.
struct CommandLines {
  /// As many as a page that returns says at once, and as an endpoint takes at once.
  private static let limit = 100

  let lines: [ArraySlice<UInt8>]

  init(_ body: [UInt8]) throws(ErrorAnswer) {
    lines = body.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    guard !lines.isEmpty else {
      throw ErrorAnswer(status: 400, code: "no_commands", message: "Send JSON objects, one a line.")
    }
    guard lines.count <= Self.limit else {
      throw ErrorAnswer(
        status: 400, code: "too_many_commands", message: "At most \(Self.limit) commands go into one request.",
        limit: Self.limit)
    }
    do { _ = try UTF8Span(validating: body.span) } catch {
      throw ErrorAnswer(status: 400, code: "not_utf8", message: "The body is not UTF-8: \(error).")
    }
  }
}
