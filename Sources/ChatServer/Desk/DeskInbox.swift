import ChatDomain
import Synchronization

/// What pages and consoles bring to the desk.
enum DeskLetter: Sendable {
  /// Something happened.
  case event(DeskEvent)
  /// A visitor wrote.
  case visitorWrote(SocketID, VisitorID, MessageID, String)
  /// An agent wrote.
  case agentWrote(DeskEvent, AgentID, Fact, MessageID, ConversationID, SocketID)
  /// Whatever is seldom.
  case errand(@Sendable (isolated DeskActor) -> Void)
}

/// The letters of all connections, in one order.
///
/// The desk is woken once for all that wait, and a message costs no closure on its way.
final class DeskInbox: Sendable {
  private let waiting = Mutex<[DeskLetter]>([])

  /// Adds to the end; true when the box was empty, so that the desk must hear of it.
  func put(_ letter: DeskLetter) -> Bool {
    waiting.withLock { box in
      box.append(letter)
      return box.count == 1
    }
  }

  /// Takes all there is and leaves the caller's emptied array to fill.
  func exchange(_ emptied: inout [DeskLetter]) { waiting.withLock { swap(&$0, &emptied) } }
}
