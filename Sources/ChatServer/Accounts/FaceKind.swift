/// The picture formats a face may have, told by their first bytes and not by what somebody calls them.
package enum FaceKind: String, CaseIterable {
  case png, jpeg, webp

  /// A 256-pixel portrait fits with room to spare.
  package static let mostBytes = 64 * 1024

  /// The format these bytes begin; nil for anything else.
  package init?(_ bytes: [UInt8]) {
    func begins(_ signature: [UInt8], at offset: Int = 0) -> Bool {
      bytes.count >= offset + signature.count && bytes[offset..<(offset + signature.count)].elementsEqual(signature)
    }
    if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) {
      self = .webp
    } else {
      return nil
    }
  }

  /// What its Content-Type says.
  package var mediaType: String { "image/\(rawValue)" }
}
