package import Primitives

/// The last words of a conversation, by anybody.
package struct LastWords: Equatable, Sendable {
  /// Who said it.
  package var by: Author
  /// The words, shortened.
  package var text: String
  /// When.
  package var at: Instant
  /// Puts the facts side by side.
  package init(by: Author, text: String, at: Instant) { (self.by, self.text, self.at) = (by, text, at) }
}
