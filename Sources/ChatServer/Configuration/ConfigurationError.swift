package import TranscriptFormat

/// Why the settings can't be used, naming the setting.
package enum ConfigurationError: Error, CustomStringConvertible {
  case missing(String)
  case notInRange(String, String, ClosedRange<Int>)
  case notAnOrigin(String, String, SiteOrigin.Fault)
  case file(String, String)
  case notAnAddress(String)
  case notAProxy(String)
  case noDemoData

  /// A sentence for the person at the terminal.
  package var description: String {
    switch self {
    case .missing(let name): "--\(name) is missing"
    case .notInRange(let name, let text, let range):
      "\(name) must be a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'"
    case .notAnOrigin(let name, let text, .hasPath):
      "\(name) '\(text)' has a path: the chat wants a host of its own, as in https://chat.example, and no path on another's"
    case .notAnOrigin(let name, let text, let fault): "\(name) '\(text)' \(fault)"
    case .notAnAddress(let text): "an address to listen on looks like 127.0.0.1:8080 or [::1]:8080, not '\(text)'"
    case .notAProxy(let text): "trusted-proxies: an address or a block such as 10.0.0.0/8 is wanted, not '\(text)'"
    case .noDemoData:
      "--demo-listen wants a data folder with the demo shop: secondring demo --data DIR --origin URL --orders FILE"
    case .file(let path, let fault): "\(path): \(fault)"
    }
  }
}
