/// A frame as a peer might write it, right or wrong.
struct RawFrame {
  var opcode: UInt8
  var payload: [UInt8] = []
  var isFinal = true
  var reserved: UInt8 = 0
  var mask: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D]
  /// 7 bits, 16 or 64; by itself the shortest.
  var lengthBits: Int?
  var claimedLength: UInt64?

  static func text(_ text: String, isFinal: Bool = true) -> RawFrame {
    RawFrame(opcode: 1, payload: Array(text.utf8), isFinal: isFinal)
  }
  static func more(_ text: String, isFinal: Bool = true) -> RawFrame {
    RawFrame(opcode: 0, payload: Array(text.utf8), isFinal: isFinal)
  }
  static func close(_ code: UInt16, _ reason: [UInt8] = []) -> RawFrame {
    RawFrame(opcode: 8, payload: [UInt8(code >> 8), UInt8(code & 255)] + reason)
  }

  var bytes: [UInt8] {
    let length = claimedLength ?? UInt64(payload.count)
    let bits = lengthBits ?? (length < 126 ? 7 : length < 65_536 ? 16 : 64)
    let maskBit: UInt8 = mask == nil ? 0 : 0x80
    var bytes = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
    bytes.append(maskBit | (bits == 7 ? UInt8(length) : bits == 16 ? 126 : 127))
    if bits > 7 {
      bytes += stride(from: bits - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: length >> UInt64($0)) }
    }
    guard let mask else { return bytes + payload }
    return bytes + mask + payload.enumerated().map { $0.element ^ mask[$0.offset % 4] }
  }
}
