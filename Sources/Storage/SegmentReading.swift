import TranscriptFormat

/// What one segment of the journal holds; knows nothing of the others, so that all can be read at once.
struct SegmentReading: Sendable {
  let number: UInt32, path: String
  let content: Content

  enum Content: Sendable {
    case missing
    case unreadable(StorageError)
    /// Something was written there, and not by a journal.
    case foreign
    case findings([JournalFinding])
  }

  init(_ number: UInt32, in folder: DataFolder) {
    (self.number, path) = (number, Segment.path(number, in: folder))
    do throws(StorageError) {
      content = try folder.disk.read(path).map(Self.content) ?? .missing
    } catch {
      content = .unreadable(error)
    }
  }

  private static func content(_ bytes: [UInt8]) -> Content {
    guard var scan = JournalScan(bytes) else {
      // A segment is synced before its first record: one without a whole header and with no record was never begun.
      return bytes.dropFirst(SegmentHeader.size).contains { $0 != 0 } ? .foreign : .missing
    }
    var findings: [JournalFinding] = []
    while let finding = scan.next() { findings.append(finding) }
    return .findings(findings)
  }
}
