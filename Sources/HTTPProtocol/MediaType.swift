/// The media type of a file, by the ending of its name.
package enum MediaType {
  /// What to say in Content-Type; bytes without a meaning for an unknown ending.
  package static func of(_ name: some StringProtocol) -> String {
    guard let dot = name.lastIndex(of: ".") else { return unknown }
    return types[name[name.index(after: dot)...].lowercased()] ?? unknown
  }

  /// Whether files of this type get much smaller when squeezed.
  package static func isCompressible(_ type: String) -> Bool {
    type.hasPrefix("text/") || type.contains("json") || type.contains("javascript") || type.contains("xml")
  }

  private static let unknown = "application/octet-stream"
  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8", "json": "application/json", "map": "application/json",
    "txt": "text/plain; charset=utf-8", "md": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
    "yaml": "application/yaml", "yml": "application/yaml", "xml": "application/xml", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "ico": "image/x-icon", "woff2": "font/woff2", "mp3": "audio/mpeg", "ogg": "audio/ogg",
    "wav": "audio/wav", "webmanifest": "application/manifest+json", "pdf": "application/pdf",
    "wasm": "application/wasm",
  ]
}
