/// Where in a frame the bytes read so far end.
enum FrameReading {
  /// Before or inside a head, or inside a control frame: these few bytes of it are kept (at most 139).
  case head(held: [UInt8])
  /// Inside the payload of a data frame, of which `read` bytes went into the message.
  case payload(FrameHeader, read: Int)
}
