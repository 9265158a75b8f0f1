/// A parser and what must hold for any bytes it is fed; the fuzzer and the replay in `FuzzTests` share it.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// Requests and the session around them, up to and beyond an upgrade.
  case http
  /// The fields of an opening handshake, and what is agreed on.
  case negotiation
  /// A server's side of a WebSocket.
  case websocket
  /// The same with permessage-deflate.
  case websocketDeflate = "websocket-deflate"
  /// Squeezing and unpacking of single messages.
  case deflate
  /// JSON, and the commands of visitors and agents.
  case json
  /// Lines of transcripts and whole files of them.
  case transcript
  /// Journal segments.
  case journal

  /// What does not hold for this input, or nil; a trap or a leak is for the sanitizers to see.
  package func fault(in input: [UInt8]) -> String? {
    guard let input = FuzzInput(input) else { return nil }
    return switch self {
    case .http: HTTPFuzz.fault(in: input)
    case .negotiation: NegotiationFuzz.fault(in: input)
    case .websocket: WebSocketFuzz(isCompressed: false).fault(in: input)
    case .websocketDeflate: WebSocketFuzz(isCompressed: true).fault(in: input)
    case .deflate: DeflateFuzz.fault(in: input)
    case .json: JSONFuzz.fault(in: input)
    case .transcript: TranscriptFuzz.fault(in: input)
    case .journal: JournalFuzz.fault(in: input)
    }
  }
}
