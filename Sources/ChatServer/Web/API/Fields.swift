import HTTPProtocol
import JSON

/// The fields of a JSON body, each fault named.
struct Fields {
  private let object: JSONValue

  init(_ request: HTTPRequest) throws(ErrorAnswer) {
    do throws(JSONError) {
      object = try JSONValue(request.body)
    } catch {
      throw ErrorAnswer(status: 400, code: "invalid_json", message: "The body must be a JSON object: \(error).")
    }
  }

  func optional(_ name: String) -> String? { object[name]?.string }

  func text(_ name: String, limit: Int) throws(ErrorAnswer) -> String {
    guard let text = optional(name), !text.isEmpty else {
      throw ErrorAnswer(status: 422, code: "bad_field", message: "\(name) is missing.", field: name)
    }
    guard text.utf8.count <= limit else {
      throw ErrorAnswer(
        status: 422, code: "bad_field", message: "\(name) is longer than \(limit) bytes.", field: name, limit: limit)
    }
    return text
  }
}
