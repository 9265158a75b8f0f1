package import Primitives

/// Answers to bytes (RFC 9112 4).
package enum ResponseWriter {
  /// Appends an answer: always with its Content-Length, without a body for HEAD and the statuses that have none.
  package static func append(
    _ response: HTTPResponse, isHead: Bool = false, closes: Bool, date: HTTPDate, to outgoing: inout ByteQueue
  ) {
    outgoing.reserve(response.body.count &+ 512)
    appendHead(response, length: response.body.count, closes: closes, date: date, to: &outgoing)
    if !isHead, !response.status.isBodiless { outgoing.append(response.body) }
  }

  /// Appends the head alone; without a length the body ends with the connection (RFC 9112 6.3).
  static func appendHead(
    _ response: HTTPResponse, length: Int?, closes: Bool, date: HTTPDate, to outgoing: inout ByteQueue
  ) {
    let status = response.status
    outgoing.append(utf8: "HTTP/1.1 \(status.rawValue) \(status.reason)\r\nDate: \(date.text)\r\n")
    for field in response.headers.fields { append(field, to: &outgoing) }
    // RFC 9110 8.6: never with 1xx and 204; a 304 would speak of the answer it stands for.
    if let length, !status.isBodiless { outgoing.append(utf8: "Content-Length: \(length)\r\n") }
    if closes { outgoing.append(utf8: "Connection: close\r\n") }
    outgoing.append(utf8: "\r\n")
  }

  /// Whoever makes a value of a visitor's words may not end the line early: such bytes become spaces.
  private static func append(_ field: HTTPHeaders.Field, to outgoing: inout ByteQueue) {
    guard HTTPGrammar.isToken(field.name) else { return }
    outgoing.append(utf8: field.name)
    outgoing.append(utf8: ": ")
    for byte in field.value.utf8 { outgoing.append(HTTPGrammar.isFieldByte(byte) ? byte : UInt8(ascii: " ")) }
    outgoing.append(utf8: "\r\n")
  }
}
