import HTTPProtocol
import Networking

/// Where pages come from.
enum Origin {
  /// How the outside reaches this server: as configured, else as the request says.
  static func own(
    _ request: HTTPRequest, _ connection: isolated Connection, _ configuration: ServerConfiguration
  ) -> String {
    if let url = configuration.publicURL { return url }
    return "\(connection.isSecure ? "https" : "http")://\(request.headers["Host"] ?? configuration.listen)"
  }

  /// The origin of the page that asks; empty when nobody says.
  ///
  /// Browsers leave it out of a GET to the page's own server, and say so in a field that no script can write.
  static func asking(
    _ request: HTTPRequest, _ connection: isolated Connection, _ configuration: ServerConfiguration
  ) -> String {
    if let origin = request.headers["Origin"] { return origin }
    return request.headers["Sec-Fetch-Site"] == "same-origin" ? own(request, connection, configuration) : ""
  }
}
