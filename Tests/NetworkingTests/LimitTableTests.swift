import HTTPProtocol
import Networking
import Primitives
import ServerTesting
import Testing
import WebSocketProtocol

/// `Sources/LIMITS.md` says what the code says, of every bound there is.
struct LimitTableTests {
  @Test func `the table names every bound with its value`() throws {
    let table = try LimitTable.rows(of: Self.ours)
    let limits = self.limits
    #expect(Set(table.keys) == Set(limits.keys))
    for (name, value) in limits { #expect(table[name] == Double(value), "\(name)") }
  }

  // What commands may say has a table of its own below, and a test where its types are known.
  private static let ours = ["HTTPLimits", "WebSocketLimits", "ConnectionLimits"]

  private var limits: [String: Int] {
    var limits = Self.values(of: HTTPLimits(), "HTTPLimits")
    limits.merge(Self.values(of: WebSocketLimits(), "WebSocketLimits")) { $1 }
    limits.merge(Self.values(of: ConnectionLimits(), "ConnectionLimits")) { $1 }
    limits["WebSocketLimits.inflation"] = WebSocketLimits.inflation
    limits["WebSocketLimits.inflationCredit"] = WebSocketLimits.inflationCredit
    limits["WebSocketLimits.emptyFrames"] = WebSocketLimits.emptyFrames
    limits["WebSocketLimits.floodStretch"] = Int(WebSocketLimits.floodStretch.count)
    limits["WebSocketLimits.pongBacklog"] = WebSocketLimits.pongBacklog
    return limits
  }

  /// Whatever the type has of numbers and times.
  private static func values(of limits: Any, _ type: String) -> [String: Int] {
    var values: [String: Int] = [:]
    for field in Mirror(reflecting: limits).children {
      let value = (field.value as? Int) ?? (field.value as? Milliseconds).map { Int($0.count) }
      if let name = field.label, let value { values["\(type).\(name)"] = value }
    }
    return values
  }
}
