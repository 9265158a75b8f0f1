import TranscriptFormat

/// Somebody who can be signed in at the demo shop.
struct DemoCustomer: Sendable {
  let id: String
  let name: String
  let email: String
  let website: String

  /// Everybody in a file of orders, each once.
  static func all(_ orders: OrderImport) -> [DemoCustomer] {
    var seen: Set<String> = []
    return orders.rows.filter { seen.insert($0.customer).inserted }.map {
      DemoCustomer(id: $0.customer, name: $0.name, email: $0.email, website: $0.website)
    }
  }
}
