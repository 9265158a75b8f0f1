import JSON
import Primitives
import Secrets
import TranscriptFormat

/// Somebody who can be signed in at the demo shop.
struct DemoCustomer: Sendable {
  let id: String
  let name: String
  let email: String
  let website: String

  /// How long a page of the demo may stay open.
  private static let hours = 12

  /// What the shop's page hands to the widget: who this is, signed.
  func token(secret: String, at now: Instant) -> String {
    var claims = JSONWriter()
    claims.object { fields in
      fields.field("sub", id)
      fields.field("name", name)
      fields.field("email", email)
      fields.field("website", website)
      fields.field("exp", Int(now.milliseconds / 1_000) + Self.hours * 3_600)
    }
    return SignedToken.make(claims: String(decoding: claims.bytes, as: UTF8.self), secret: secret)
  }

  /// Everybody in a file of orders, each once.
  static func all(_ orders: OrderImport) -> [DemoCustomer] {
    var seen: Set<String> = []
    return orders.rows.filter { seen.insert($0.customer).inserted }.map {
      DemoCustomer(id: $0.customer, name: $0.name, email: $0.email, website: $0.website)
    }
  }
}
