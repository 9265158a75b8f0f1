import Networking
import WebSocketProtocol

/// Sends more than any reader's limit as soon as it is opened, a little at a time.
final class Firehose: MessageHandler {
  private let diary: Diary

  init(_ diary: Diary) { self.diary = diary }

  func opened(on connection: isolated Connection) { pour(on: connection) }
  func received(_ message: Span<UInt8>, kind: MessageKind, on connection: isolated Connection) {}
  func closed(code: CloseCode?, on connection: isolated Connection) {
    diary.note(code.map { "closed \($0.rawValue)" } ?? "closed nil")
  }

  private func pour(on connection: isolated Connection) {
    for _ in 0..<1_000 { connection.send(text: [UInt8](repeating: 0x61, count: 60_000)) }
  }
}
