package import ChatDomain
package import EventLoops
import Primitives
import TranscriptFormat

/// Reads what a browser said in talks that have left the desk's memory, so that words sent again are known.
///
/// On a queue of its own: a visitor's first words wait for it, and for nothing else that the archive may be at.
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

  private func lines(_ question: PastQuestion) -> PastLines {
    var (past, read) = (PastLines(), Set<ConversationID>())
    var (waiting, nearby) = ([ConversationID](), NearbyTranscripts(catalog))
    var files: Set<PersonID> = []
    func look(in person: PersonID) {
      guard files.insert(person).inserted else { return }
      waiting += talks(of: person)
    }
    look(in: PersonID(visitor: question.visitor))
    look(in: question.person)
    if let resumed = question.resumed { waiting.append(resumed) }
    // A conversation is named by its first message, whose ack may be lost: then nothing else leads to it.
    if recent.mayExist(ConversationID(openedBy: question.mid), at: Clock.calendar()) {
      waiting.append(ConversationID(openedBy: question.mid))
    }
    while let talk = waiting.popLast() {
      guard read.insert(talk).inserted else { continue }
      let lines = nearby.entries(of: talk, troubled: events.troubled)
      let isTheirs = question.reader.mayRead(lines, of: talk)
      for entry in lines {
        if entry.by == .visitor { past.take(entry, of: talk, isTheirs: isTheirs) }
        if case .identified(let identity) = entry.fact { look(in: identity.person) }
      }
    }
    return past
  }

  private func talks(of person: PersonID) -> [ConversationID] {
    var notes: [PersonNote] = []
    do throws(StorageError) { notes = try folder.people.file(person)?.notes ?? [] } catch { events.troubled(error) }
    return notes.compactMap { note in
      if case .talk(let conversation) = note.kind { conversation } else { nil }
    }
  }
}
