import Primitives

/// What squeezed messages may still unpack to: earned by their bytes on the wire, spent by those they unpack to.
///
/// Without it a row of small bombs, each within the limit of a message, would keep a loop busy for all it reads.
struct InflationCredit {
  private var bytes: Int

  init(_ limits: WebSocketLimits) { bytes = Self.most(limits) }

  /// Unpacks one message.
  mutating func unpacked(
    _ squeezed: Span<UInt8>, by compressor: any MessageCompressor, _ limits: WebSocketLimits
  ) throws(WebSocketError) -> [UInt8] {
    earn(squeezed.count, limits)
    do throws(DecompressionError) {
      let message = try compressor.decompressed(squeezed, limit: min(limits.message, bytes))
      bytes &-= message.count
      return message
    } catch {
      switch error {
      case .malformed: throw .badCompression
      case .tooBig(let limit) where limit < limits.message: throw .inflation(limit: WebSocketLimits.inflation)
      case .tooBig(let limit): throw .messageTooBig(limit: limit)
      }
    }
  }

  private mutating func earn(_ count: Int, _ limits: WebSocketLimits) {
    let (earned, isMuch) = count.multipliedReportingOverflow(by: WebSocketLimits.inflation)
    let (sum, isMore) = bytes.addingReportingOverflow(earned)
    bytes = isMuch || isMore ? Self.most(limits) : min(sum, Self.most(limits))
  }

  private static func most(_ limits: WebSocketLimits) -> Int {
    let (bytes, isTooMany) = limits.message.multipliedReportingOverflow(by: WebSocketLimits.inflationCredit)
    return isTooMany ? .max : bytes
  }
}
