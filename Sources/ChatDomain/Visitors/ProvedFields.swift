/// What of somebody's identity the shop has signed; the rest is only said.
package struct ProvedFields: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  /// Those of these bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The shop's own id of the customer.
  package static let id = ProvedFields(rawValue: 1)
  /// The mail address.
  package static let email = ProvedFields(rawValue: 2)
  /// What they are called.
  package static let name = ProvedFields(rawValue: 4)
  /// Their website.
  package static let website = ProvedFields(rawValue: 8)

  private static let all: [(field: ProvedFields, name: String)] = [
    (.id, "id"), (.email, "email"), (.name, "name"), (.website, "website"),
  ]

  /// Those with these names; others are passed over.
  package init(names: [String]) { self.init(Self.all.filter { names.contains($0.name) }.map(\.field)) }

  /// Their names in files and on the wire.
  package var names: [String] { Self.all.filter { contains($0.field) }.map(\.name) }
}
