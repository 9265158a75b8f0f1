/// The request methods that somebody here may answer; any other is a fault.
package enum HTTPMethod: String, Sendable {
  /// Read.
  case get = "GET"
  /// Read the head only.
  case head = "HEAD"
  /// Do.
  case post = "POST"
  /// Write.
  case put = "PUT"
  /// Change.
  case patch = "PATCH"
  /// Remove.
  case delete = "DELETE"
  /// Ask what may be done.
  case options = "OPTIONS"
}
