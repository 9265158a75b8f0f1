import HTTPProtocol

extension HTTPResponse {
  /// The answer to whoever wants to write where things are only read.
  static var onlyRead: HTTPResponse {
    var response = HTTPResponse(405, text: "This address is only read (GET).\n")
    response.headers.add("Allow", "GET, HEAD")
    return response
  }
}
