import HTTPProtocol
import JSON

/// An error as the JSON API gives it: `{"error":{"code","message","field"?,"limit"?}}`.
struct ErrorAnswer: Error {
  var status: HTTPStatus
  var code: String
  var message: String
  var field = ""
  var limit: Int?
  var retryAfterSeconds: Int?

  var response: HTTPResponse {
    var text = JSONWriter()
    text.object {
      $0.object("error") { error in
        error.field("code", code)
        error.field("message", message)
        if !field.isEmpty { error.field("field", field) }
        if let limit { error.field("limit", limit) }
        if let retryAfterSeconds { error.field("retryAfter", retryAfterSeconds) }
      }
    }
    var headers = JSONAnswer.headers
    if let retryAfterSeconds { headers.add("Retry-After", String(retryAfterSeconds)) }
    return HTTPResponse(status, headers: headers, body: text.bytes)
  }
}

/// An answer of the JSON API.
enum JSONAnswer {
  static let headers: HTTPHeaders = [
    "Content-Type": "application/json", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
  ]

  static func ok(_ write: (inout JSONWriter) -> Void) -> HTTPResponse {
    var text = JSONWriter()
    text.object(write)
    return HTTPResponse(200, headers: headers, body: text.bytes)
  }
}
