import WebSocketProtocol

/// Close codes are policy for the browser: 4000-4499 "come back", 4500-4999 "don't".
extension CloseCode {
  static let comeBack = CloseCode(rawValue: 4000)
  static let tooSlow = CloseCode(rawValue: 4001)
  static let heartbeatMissed = CloseCode(rawValue: 4002)
  static let tooMany = CloseCode(rawValue: 4003)
  static let unknownSite = CloseCode(rawValue: 4500)
  static let originNotAllowed = CloseCode(rawValue: 4501)
  static let notSignedIn = CloseCode(rawValue: 4502)
  static let blocked = CloseCode(rawValue: 4503)
  static let badHello = CloseCode(rawValue: 4504)

  /// The sentence that goes with it.
  var reason: String {
    switch self {
    case .unknownSite: "unknown site: see the site parameter of the script's address"
    case .originNotAllowed: "this page's origin is not among the site's origins"
    case .notSignedIn: "not signed in"
    case .blocked: "blocked"
    default: ""
    }
  }
}
