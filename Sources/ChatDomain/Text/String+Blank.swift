extension String {
  /// Whether there is nothing in it to read: white space and invisible letters alone, or not even that.
  package var isBlank: Bool {
    // Each message is asked; of its first letter, as good as always, no table of the standard library's need be.
    unicodeScalars.allSatisfy { scalar in
      guard !scalar.isASCII else { return scalar.value <= 0x20 || scalar.value == 0x7F }
      return scalar.properties.isWhitespace || scalar.isInvisible || scalar.isEmptyBraille
    }
  }
}
