import ChatDomain
import EventLoops

extension DeskActor {
  /// Letters for one turn: their lines make one batch, and the disk should have the first of them while the rest are read.
  private static let lettersPerTurn = 1_024

  /// Takes what a connection brings, in the order of the calls.
  nonisolated func take(_ letter: DeskLetter) {
    if inbox.put(letter) { post { $0.openLetters() } }
  }

  private func openLetters() {
    if nextLetter == letters.count {
      // A burst's array is not kept for ever.
      letters.removeAll(keepingCapacity: letters.capacity <= 8 * Self.lettersPerTurn)
      nextLetter = 0
      inbox.exchange(&letters)
    }
    let end = min(letters.count, nextLetter + Self.lettersPerTurn)
    while nextLetter < end {
      let letter = letters[nextLetter]
      nextLetter += 1
      open(letter)
    }
    if nextLetter < letters.count { post { $0.openLetters() } }
  }

  private func open(_ letter: DeskLetter) {
    switch letter {
    case .event(let event): happened(event)
    case .visitorIdentified(let event, let isProof, let visitor, let socket):
      identified(event, isProof: isProof, of: visitor, on: socket)
    case .visitorWrote(let socket, let visitor, let mid, let text): visitorSaid(socket, visitor, mid, text)
    case .visitorAsked(let socket, let visitor, let kind, let event):
      visitorAsked(event, kind, of: visitor, on: socket)
    case .agentWrote(let socket, let agent, let talk, let act): agentWrote(act, agent, in: talk, on: socket)
    case .errand(let errand): errand(self)
    }
  }
}
