import ChatDomain

extension Refusal {
  /// What went wrong, in a sentence for the person who reads the log or the page.
  package var message: String {
    if !reason.isEmpty { return reason }
    return switch code {
    case .invalidJSON: "This is not one JSON object."
    case .unknownCommand: "There is no such command."
    case .badField: "The field \(field) is missing or wrong."
    case .textTooLong: limit.map { "The text is longer than \($0) bytes." } ?? "The text is too long."
    case .textEmpty: "There are no words in it."
    case .sayHelloFirst: "Say hello first."
    case .unknownTalk: "There is no such talk."
    case .notYourTalk: "Somebody else has this talk."
    case .talkEnded: "This talk is over."
    case .notPickedUp: "Nobody has this talk yet: pick it up."
    case .unknownAgent: "There is no such colleague."
    case .notHere: "This colleague is not on the bell."
    case .alreadyInvited: "Somebody has been asked already and has not answered yet."
    case .alreadyIn: "This colleague is in the talk already."
    case .notInvited: "There is no invitation into this talk."
    case .ownerStays: "You have this talk: hand it over first, or end it."
    case .tooMany: limit.map { "There are \($0) agents in this talk already." } ?? "There are too many in this talk."
    case .notAllowed: "Only owners and the agent who has this talk may do that."
    case .midReused: "This message id stands for other words already."
    case .otherPerson: "This browser's secret belongs to another person: take a fresh one and connect again."
    case .signatureWrong: "The shop's signature does not fit; this is taken as a mere claim."
    case .tooFast: "Too much at once; wait a moment."
    case .blocked: "This visitor has been blocked."
    case .notKept: "It could not be written to the shop's disk; keep the words and try again."
    case .diskFull: "The shop has no room left to keep your words; keep them and try again."
    }
  }
}
