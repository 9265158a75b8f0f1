import TranscriptFormat

/// One line on its way to disk: as the desk knows it, and as bytes.
struct CommittedLine: Sendable {
  let record: JournalRecord
  let frame: JournalFrame
}

/// One call of `append`, its lines encoded.
struct EncodedWish: Sendable {
  let lines: [CommittedLine]
  let size: Int
  /// Why it is refused, when it is.
  let fault: StorageError?
  let then: @Sendable (Result<Void, StorageError>) -> Void

  init(_ wish: Journal.Wish) {
    let lines = wish.records.map { record in
      let line = TranscriptLine.encoded(record.entry)
      return CommittedLine(record: record, frame: JournalFrame(conversation: record.conversation, line: line))
    }
    then = wish.then
    let longest = lines.reduce(0) { max($0, $1.frame.line.count) }
    fault = longest > JournalFrame.longestLine ? .tooLong(longest) : nil
    self.lines = fault == nil ? lines : []
    size = self.lines.reduce(0) { $0 + JournalEncoder.size(of: $1.frame) }
  }
}
