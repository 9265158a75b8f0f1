import ChatDomain
import Primitives
import Search
import TranscriptFormat

extension SearchIndex {
  /// Looks for words; calls back on its own queue.
  ///
  /// A file that cannot be read is told, and left out.
  package nonisolated func find(_ question: SearchQuestion, then: @escaping @Sendable (SearchAnswer) -> Void) {
    post { index in then(index.answer(question)) }
  }

  private func answer(_ question: SearchQuestion) -> SearchAnswer {
    var answer = SearchAnswer()
    if case .ready = phase {} else { answer.isComplete = false }
    switch question.after {
    case nil:
      findPeople(question, behind: nil, &answer)
      findTalks(question, behind: nil, &answer)
    case .person(let person): findPeople(question, behind: Shelf.Key(person), &answer)
    case .talk(let talk): findTalks(question, behind: Shelf.Key(talk), &answer)
    }
    return answer
  }

  private func findPeople(_ question: SearchQuestion, behind key: Shelf.Key?, _ answer: inout SearchAnswer) {
    let limit = max(1, question.limit / 4)
    guard let found = people.find(Wanted(people: question.query), behind: key, limit: limit) else { return }
    let persons = found.rows.map { PersonID(people.shelf.rows[$0].key) }
    for person in persons {
      trying { index throws(StorageError) in
        if let hit = try index.hit(person, question.query) { answer.people.append(hit) }
      }
    }
    answer.morePeople = found.isMore ? persons.last.map { .person($0) } : nil
  }

  private func findTalks(_ question: SearchQuestion, behind key: Shelf.Key?, _ answer: inout SearchAnswer) {
    guard let found = talks.find(Wanted(talks: question.query), behind: key, limit: question.limit) else { return }
    let rows = found.rows.map { talks.shelf.rows[$0] }
    for row in rows {
      trying { index throws(StorageError) in
        let name = TranscriptName(ConversationID(row.key), startedAt: Instant(milliseconds: row.stamp))
        if let hit = try index.hit(name, question.query) { answer.talks.append(hit) }
      }
    }
    answer.moreTalks = found.isMore ? rows.last.map { .talk(ConversationID($0.key)) } : nil
  }

  private func hit(_ person: PersonID, _ query: SearchQuery) throws(StorageError) -> SearchAnswer.PersonHit? {
    guard let file = try folder.people.file(person) else { return nil }
    let known = SearchablePerson(file, orders(of: person))
    let lines = known.lines.map { Marked($0, query) }
    let best = lines.indices.max { lines[$0].count < lines[$1].count }
    let talks = file.notes.compactMap { note in
      if case .talk(let conversation) = note.kind { conversation } else { nil }
    }
    return SearchAnswer.PersonHit(
      person: person, name: Marked(known.names.first ?? "", query, asName: true),
      line: best.map { lines[$0] } ?? Marked("", query), order: best.flatMap { known.order(ofLine: $0) },
      talk: talks.last)
  }

  private func hit(_ name: TranscriptName, _ query: SearchQuery) throws(StorageError) -> SearchAnswer.TalkHit? {
    guard let entries = try catalog.scan(name)?.goodEntries, let first = entries.first,
      case .opened(let opening) = first.fact
    else { return nil }
    let (line, seq) = bestLine(entries, query)
    return SearchAnswer.TalkHit(
      conversation: name.conversation, at: first.at, site: opening.site,
      name: Marked(try self.name(in: entries, opening), query, asName: true), line: line, seq: seq,
      isOver: entries.contains { if case .ended = $0.fact { true } else { false } })
  }

  /// What the visitor was called in the talk, else what the shop calls them.
  private func name(in entries: ArraySlice<Entry>, _ opening: Opening) throws(StorageError) -> String {
    let identity = entries.lazy.reversed().compactMap { entry in
      if case .identified(let identity) = entry.fact { identity } else { nil }
    }.first
    if let identity, !identity.name.isEmpty { return identity.name }
    let file = try folder.people.file(identity?.person ?? PersonID(visitor: opening.visitor))
    return file?.values(.name).first ?? ""
  }

  /// Most of the words decide, then that it was said, then that it came later; without any, the first words.
  private func bestLine(_ entries: ArraySlice<Entry>, _ query: SearchQuery) -> (Marked, seq: Int) {
    let lines = entries.flatMap { entry in
      entry.searchable.filter { !$0.isName }.map { (line: Marked($0.text, query), entry: entry) }
    }
    let best = lines.max { ($0.line.count, $0.entry.isSaid ? 1 : 0) < ($1.line.count, $1.entry.isSaid ? 1 : 0) }
    guard let best, best.line.count > 0 else {
      let first = lines.first { $0.entry.isSaid }
      return (first?.line ?? Marked("", query), first?.entry.seq ?? 0)
    }
    let latest = lines.last { $0.line.count == best.line.count && $0.entry.isSaid == best.entry.isSaid } ?? best
    return (latest.line, latest.entry.seq)
  }
}

extension SearchShelf {
  /// Finds rows behind that of a key; nil when there is no such row.
  fileprivate func find(_ wanted: Wanted, behind key: Shelf.Key?, limit: Int) -> Shelf.Found? {
    guard let key else { return shelf.find(wanted, limit: limit) }
    guard let row = shelf.rows.lastIndex(where: { $0.key == key }) else { return nil }
    return shelf.find(wanted, before: row, limit: limit)
  }
}

extension Entry {
  /// Whether it is words of a person.
  fileprivate var isSaid: Bool {
    switch fact {
    case .said, .noted, .invited: true
    default: false
    }
  }
}
