extension String {
  /// Whether there is nothing in it to read: white space alone, or not even that.
  package var isBlank: Bool {
    // Each message is asked; of its first letter, as good as always, no table of the standard library's need be.
    unicodeScalars.allSatisfy { $0.isASCII ? $0 == " " || (9...13).contains($0.value) : $0.properties.isWhitespace }
  }
}
