import ChatDomain
import ChatWire
import HTTPProtocol
import Storage

/// A past talk as the console reads it: `{"entries":[…]}`, the same lines as on the WebSocket.
enum TranscriptAnswer {
  static let none = ErrorAnswer(status: 404, code: "not_found", message: "There is no such talk.")

  static func response(_ lines: Result<[Entry], StorageError>) -> HTTPResponse {
    switch lines {
    case .success(let entries) where !entries.isEmpty:
      HTTPResponse(200, headers: JSONAnswer.headers, body: AgentWire.transcript(entries))
    case .success, .failure(.unknown): none.response
    case .failure: AgentAPI.notRead.response
    }
  }
}
