package import ChatDomain
package import Primitives
package import TranscriptFormat

extension Archive {
  /// The lines `after < seq <= through` of a conversation, open or long ended, with everything acknowledged so far.
  ///
  /// Calls back on the archive's queue.
  package nonisolated func lines(
    of conversation: ConversationID, after: Int = 0, through: Int = .max,
    then: @escaping @Sendable (Result<[Entry], StorageError>) -> Void
  ) {
    post { archive in
      do throws(StorageError) {
        let entries = try archive.entries(of: conversation)
        then(.success(entries.filter { $0.seq > after && $0.seq <= through }))
      } catch { then(.failure(error)) }
    }
  }

  /// What the shop knows of somebody.
  ///
  /// Calls back on the archive's queue.
  package nonisolated func card(
    for acquaintance: Acquaintance, then: @escaping @Sendable (Result<PersonCard, StorageError>) -> Void
  ) {
    post { archive in
      do throws(StorageError) {
        archive.tryWritingLearnings()
        then(.success(try CardMaker(archive.folder, troubled: archive.events.troubled).card(for: acquaintance)))
      } catch {
        then(.failure(error))
      }
    }
  }

  /// What the shop holds on a person, nil for nothing.
  ///
  /// Calls back on the archive's queue.
  package nonisolated func card(
    of person: PersonID, order: String? = nil, then: @escaping @Sendable (Result<PersonCard?, StorageError>) -> Void
  ) {
    post { archive in
      do throws(StorageError) {
        archive.tryWritingLearnings()
        then(.success(try CardMaker(archive.folder, troubled: archive.events.troubled).card(of: person, order: order)))
      } catch {
        then(.failure(error))
      }
    }
  }

  /// Writes one fact into the person's file; calls back when it is on disk.
  ///
  /// The same fact again, after an answer that was lost, is written once.
  package nonisolated func remember(
    _ text: String, of acquaintance: Acquaintance, by agent: AgentID, at now: Instant,
    then: @escaping @Sendable (Result<Void, StorageError>) -> Void
  ) {
    let note = PersonNote(text, by: agent, at: now, in: acquaintance.conversation)
    post { archive in
      do throws(StorageError) {
        try archive.folder.people.update(acquaintance.person) { file in
          if !file.notes.contains(note) { file.append(note) }
        }
      } catch { return then(.failure(error)) }
      archive.search.look(at: acquaintance.person)
      then(.success(()))
    }
  }

  /// Gives a fact in a person's file other words, or with nil strikes it; calls back when that is on disk.
  ///
  /// False when the file has no such fact any more.
  package nonisolated func change(
    factWith key: String, of person: PersonID, to text: String?, by agent: AgentID, at now: Instant,
    then: @escaping @Sendable (Result<Bool, StorageError>) -> Void
  ) {
    let note = text.map { PersonNote($0, by: agent, at: now, in: nil) }
    post { archive in
      do throws(StorageError) {
        let isThere = try archive.folder.people.update(person) { $0.replace(factWith: key, by: note) }
        archive.search.look(at: person)
        then(.success(isThere))
      } catch { then(.failure(error)) }
    }
  }

  /// Writes down that a browser's secret belongs to a person; calls back on the archive's queue when that is on disk.
  ///
  /// Without room it calls back, too, and writes it with what else is learnt of people as soon as there is some.
  package nonisolated func bind(_ secret: VisitorID, to person: PersonID, then: @escaping @Sendable () -> Void) {
    post { archive in
      do throws(StorageError) { try archive.folder.people.update(person) { $0.bind(secret) } } catch {
        archive.trouble(error)
        if error.isFullDisk { archive.learnings.add(Identity(person: person, proof: .proved), on: secret) }
      }
      then()
    }
  }

  /// Gives a header of a person's file one more value.
  package nonisolated func note(_ person: PersonID, _ header: PersonFile.Header, _ value: String) {
    post { archive in
      do throws(StorageError) { try archive.folder.people.update(person) { $0.add(header, value) } } catch {
        archive.trouble(error)
      }
    }
  }

  private func entries(of conversation: ConversationID) throws(StorageError) -> [Entry] {
    let waiting = unwritten.filter { $0.record.conversation == conversation }.map(\.record.entry)
    guard let name = try name(of: conversation) else {
      guard !waiting.isEmpty else { throw .unknown("conversation \(conversation)") }
      return waiting
    }
    let catalog = TranscriptCatalog(folder)
    return events.entries(try catalog.scan(name), of: catalog.path(name)) + waiting
  }
}

extension Acquaintance {
  /// Under whom the shop keeps what it knows of them.
  package var person: PersonID { identity?.person ?? PersonID(visitor: visitor) }
}

extension PersonNote {
  fileprivate init(_ fact: String, by agent: AgentID, at now: Instant, in talk: ConversationID?) {
    self.init(date: String(now.text.prefix(10)), agent: agent.text, kind: .fact(talk), text: fact)
  }
}
