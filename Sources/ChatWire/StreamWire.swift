import JSON

/// What only a stream of events says: its name first, and the close code last, which a WebSocket has in frames of its own.
package enum StreamWire {
  /// The first event: where to send commands.
  package static func opened(_ name: String) -> [UInt8] {
    var writer = JSONWriter(reserving: 64)
    writer.object {
      $0.field("type", "stream")
      $0.field("stream", name)
      $0.field("protocol", "secondring.1")
    }
    return writer.bytes
  }

  /// The last event.
  package static func bye(_ code: UInt16, reason: String) -> [UInt8] {
    var writer = JSONWriter(reserving: 64)
    writer.object {
      $0.field("type", "bye")
      $0.field("code", Int(code))
      $0.field("reason", reason)
    }
    return writer.bytes
  }
}
