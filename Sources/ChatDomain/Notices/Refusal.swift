/// Why a command was not carried out, in words a person can act on.
package struct Refusal: Error, Equatable, Sendable {
  /// The message it answers, when it was about one.
  package var ref: MessageID?
  /// The talk it answers, when it was about one.
  package var conversation: ConversationID?
  /// What went wrong, for programs: `text_too_long`.
  package var code: Code
  /// Which field of the command; empty when none.
  package var field: String
  /// The bound that was passed; nil when none.
  package var limit: Int?
  /// What exactly was wrong, a sentence for whoever reads the log; empty when the code says it all.
  package var reason: String

  /// What can go wrong.
  package enum Code: String, Sendable, CaseIterable {
    case invalidJSON = "invalid_json"
    case unknownCommand = "unknown_command"
    case badField = "bad_field"
    case textTooLong = "text_too_long"
    case textEmpty = "text_empty"
    case sayHelloFirst = "say_hello_first"
    case unknownTalk = "unknown_talk"
    case notYourTalk = "not_your_talk"
    case talkEnded = "talk_ended"
    case notPickedUp = "not_picked_up"
    case unknownAgent = "unknown_agent"
    case notHere = "not_here"
    case alreadyInvited = "already_invited"
    case alreadyIn = "already_in"
    case notInvited = "not_invited"
    case ownerStays = "owner_stays"
    case tooMany = "too_many"
    case notAllowed = "not_allowed"
    case midReused = "mid_reused"
    case signatureWrong = "signature_wrong"
    case otherPerson = "other_person"
    case tooFast = "too_fast"
    case blocked = "blocked"
    case diskFull = "disk_full"
    case notKept = "not_kept"
  }

  /// Puts the facts side by side.
  package init(
    _ code: Code, ref: MessageID? = nil, conversation: ConversationID? = nil, field: String = "", limit: Int? = nil,
    reason: String = ""
  ) {
    self.reason = reason
    (self.code, self.ref, self.conversation) = (code, ref, conversation)
    (self.field, self.limit) = (field, limit)
  }
}
