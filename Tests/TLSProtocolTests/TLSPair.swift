import Primitives
import TLSProtocol

/// A client and a server with nothing between them but two queues.
struct TLSPair: ~Copyable {
  var server: TLSSession
  var client: TLSSession
  var toServer = ByteQueue()
  var toClient = ByteQueue()

  /// What one side made of its events: plaintext joined, then how it ended, if it did.
  struct Outcome: Equatable {
    var plaintext: [UInt8] = []
    var end: TLSEvent?
  }

  /// Carries bytes both ways until neither side has more to say.
  mutating func settle() -> (server: Outcome, client: Outcome) {
    var outcomes = (server: Outcome(), client: Outcome())
    repeat {
      Self.feed(&client, &toClient, &toServer, &outcomes.client, cut: 1 << 20)
      Self.feed(&server, &toServer, &toClient, &outcomes.server, cut: 1 << 20)
    } while !toClient.isEmpty || !toServer.isEmpty
    return outcomes
  }

  static func feed(
    _ session: inout TLSSession, _ incoming: inout ByteQueue, _ outgoing: inout ByteQueue, _ outcome: inout Outcome,
    cut: Int
  ) {
    let bytes = incoming.withSpan { [UInt8](copying: $0) }
    incoming = ByteQueue()
    var start = 0
    repeat {
      let read = Array(bytes[start..<min(bytes.count, start + cut)])
      start += read.count
      receive(&session, read, &outgoing, &outcome)
    } while start < bytes.count
  }

  static func receive(
    _ session: inout TLSSession, _ read: [UInt8], _ outgoing: inout ByteQueue, _ outcome: inout Outcome
  ) {
    var buffer = [UInt8](repeating: 0, count: 1000)
    var plaintext = buffer.mutableSpan
    var position = 0
    while let event = session.next(in: read.span, from: &position, plaintext: &plaintext, answering: &outgoing) {
      guard case .plaintext(let count) = event else {
        outcome.end = event
        continue
      }
      outcome.plaintext.append(copying: plaintext.span.extracting(first: count))
    }
    precondition(position == read.count, "everything is taken in")
  }
}
