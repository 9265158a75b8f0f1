import Networking
import Primitives
import WebSocketProtocol

/// Writes its connection's life into a diary.
final class DiaryHandler: MessageHandler {
  private let diary: Diary

  init(_ diary: Diary) { self.diary = diary }

  func opened(on connection: isolated Connection) {
    diary.met(connection)
    diary.note("opened")
  }

  func received(_ message: Span<UInt8>, kind: MessageKind, on connection: isolated Connection) {
    diary.note(String(decoding: Array(copying: message), as: UTF8.self))
  }

  func closed(code: CloseCode?, on connection: isolated Connection) {
    diary.parted(from: connection)
    diary.note(code.map { "closed \($0.rawValue)" } ?? "closed nil")
  }
}
