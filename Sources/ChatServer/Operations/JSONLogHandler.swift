import EventLoops
import Glibc
import JSON
package import Logging
import Primitives

/// Writes one JSON object a line to a descriptor, with a single write(2), so that lines of several threads never mix.
package struct JSONLogHandler: LogHandler {
  /// What is logged from this level up.
  package var logLevel: Logger.Level
  /// What is added to every line.
  package var metadata: Logger.Metadata = [:]
  /// Where more of it comes from.
  package var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let descriptor: Int32

  /// Makes a handler that writes to `descriptor` (2: standard error).
  package init(label: String, level: Logger.Level = .info, descriptor: Int32 = 2) {
    (self.label, logLevel, self.descriptor) = (label, level, descriptor)
  }

  /// One field that is added to every line.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes the event.
  package func log(event: LogEvent) {
    var line = JSONWriter()
    line.object { fields in
      fields.field("at", Clock.calendar().text)
      fields.field("level", event.level.rawValue)
      fields.field("logger", label)
      fields.field("message", event.message.description)
      for (key, value) in merged(event).sorted(by: { $0.key < $1.key }) { fields.field(key, value.description) }
    }
    let bytes = line.bytes + [UInt8(ascii: "\n")]
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  private func merged(_ event: LogEvent) -> Logger.Metadata {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let more = event.metadata { all.merge(more) { $1 } }
    if let error = event.error { all["error"] = .string("\(error)") }
    return all
  }
}
