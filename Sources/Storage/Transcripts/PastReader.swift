package import ChatDomain
package import EventLoops
import Primitives
import TranscriptFormat

/// Reads what a browser said in talks that have left the desk's memory, so that words sent again are known, and whoever
/// is proved takes over what they said just before.
///
/// On a queue of its own: a visitor's first words and proof wait for it, and for nothing else that the archive may be at.
package actor PastReader: DiskActor {
  package nonisolated let queue = BlockingQueue(label: "secondring.past")
  private let folder: DataFolder, catalog: TranscriptCatalog, recent: RecentTalks, events: StorageEvents

  init(_ folder: DataFolder, recent: RecentTalks, events: StorageEvents) {
    (self.folder, self.recent, self.events) = (folder, recent, events)
    catalog = TranscriptCatalog(folder)
  }

  /// All that the visitor said in talks that ended; calls back on this actor's queue.
  ///
  /// A file that cannot be read is reported and left out, so that new messages do not wait for it.
  package nonisolated func lines(_ question: PastQuestion, then: @escaping @Sendable (PastLines) -> Void) {
    post { reader in then(reader.lines(question)) }
  }

  /// What a proof must know of the secret by which it is given; calls back on this actor's queue.
  package nonisolated func beforeProof(_ question: ProofQuestion, then: @escaping @Sendable (ProofPast) -> Void) {
    post { reader in then(reader.beforeProof(question, at: Clock.calendar())) }
  }

  private func beforeProof(_ question: ProofQuestion, at now: Instant) -> ProofPast {
    if file(question.person)?.values(.browser).contains(question.secret.description) == true { return .theirs }
    var (found, nearby) = ([Conversation](), NearbyTranscripts(catalog))
    // Talks are noted when they end: those before one that ended too long ago did so, too.
    for talk in talks(of: PersonID(visitor: question.secret)).reversed() {
      let lines = nearby.entries(of: talk.id, begun: talk.day, events)
      if let last = lines.last, now - last.at >= DomainLimits.adopted { break }
      var conversation = Conversation(id: talk.id)
      for line in lines { conversation.apply(line) }
      let isTheirs = question.browser.mayRead(conversation)
      if isTheirs, conversation.phase.isEnded, conversation.hasFreshWords(at: now) { found.append(conversation) }
    }
    return .first(found.reversed())
  }

  private func lines(_ question: PastQuestion) -> PastLines {
    var (past, read) = (PastLines(), Set<ConversationID>())
    var (waiting, nearby) = ([NotedTalk](), NearbyTranscripts(catalog))
    var files: Set<PersonID> = []
    func look(in person: PersonID) {
      guard files.insert(person).inserted else { return }
      waiting += talks(of: person)
    }
    look(in: PersonID(visitor: question.visitor))
    look(in: question.person)
    if let resumed = question.resumed { waiting.append(NotedTalk(id: resumed)) }
    // A conversation is named by its first message, whose ack may be lost: then nothing else leads to it.
    if recent.mayExist(ConversationID(openedBy: question.mid), at: Clock.calendar()) {
      waiting.append(NotedTalk(id: ConversationID(openedBy: question.mid)))
    }
    while let talk = waiting.popLast() {
      guard read.insert(talk.id).inserted else { continue }
      let lines = nearby.entries(of: talk.id, begun: talk.day, events)
      let isTheirs = question.reader.mayRead(lines, of: talk.id)
      for entry in lines {
        if entry.by == .visitor { past.take(entry, of: talk.id, isTheirs: isTheirs) }
        if case .identified(let identity) = entry.fact { look(in: identity.person) }
      }
    }
    return past
  }

  /// A talk, and on which day it began, where a person's file says so.
  private struct NotedTalk {
    let id: ConversationID
    var day: Instant?
  }

  private func talks(of person: PersonID) -> [NotedTalk] {
    (file(person)?.notes ?? []).compactMap { note in
      if case .talk(let conversation) = note.kind { NotedTalk(id: conversation, day: note.at) } else { nil }
    }
  }

  private func file(_ person: PersonID) -> PersonFile? {
    do throws(StorageError) { return try folder.people.file(person) } catch {
      events.troubled(error)
      return nil
    }
  }
}
