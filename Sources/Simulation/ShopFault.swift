/// What is wrong with a shop's description, in words for whoever wrote it.
package struct ShopFault: Error, Equatable, CustomStringConvertible {
  /// Where, as a path: `people[2].from`; empty for the whole.
  package let field: String
  /// What must stand there.
  package let wanted: String

  /// The whole sentence.
  package var description: String { field.isEmpty ? wanted : "\(field): \(wanted)" }
}
