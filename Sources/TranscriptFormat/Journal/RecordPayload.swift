import ChatDomain
import Primitives

/// The bytes behind a record's header: the conversation's 26 letters, a space, the line.
///
/// None of them is zero, so a zero in this place is a byte that never reached the disk.
enum RecordPayload {
  static let envelope = 27

  static func name(of frame: JournalFrame) -> [UInt8] {
    var name: [UInt8] = []
    name.reserveCapacity(envelope)
    frame.conversation.append(to: &name)
    name.append(UInt8(ascii: " "))
    return name
  }

  static func frame(_ bytes: [UInt8], _ payload: Range<Int>) -> JournalFrame? {
    let line = payload.dropFirst(envelope)
    guard !line.isEmpty else { return nil }
    let name = bytes.span.extracting(payload.lowerBound..<line.startIndex &- 1)
    guard let conversation = ConversationID(ascii: name) else { return nil }
    return JournalFrame(conversation: conversation, line: bytes[line])
  }
}
