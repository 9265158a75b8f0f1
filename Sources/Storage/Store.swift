package import EventLoops
import Primitives
import TranscriptFormat

/// A data folder at work: what the last process left is made whole, and new lines can be appended.
package struct Store: Sendable {
  /// Where new lines go.
  package let journal: Journal
  /// Where kept ones are read.
  package let archive: Archive
  /// What was said in talks that have left memory.
  package let past: PastReader
  /// Where a page's last conversation is looked up, when the desk no longer holds it.
  package let resumes: ResumeReader
  /// Where words are looked for, once it is started.
  package let search: SearchIndex
  private let recent: RecentTalks
  /// What was there.
  package let recovered: Recovered

  /// The calendar was set: what began on its day is read; blocking.
  package func clockSet() throws(StorageError) { try recent.clockSet(at: Clock.calendar()) }

  /// Every queue that conversations wait for.
  package var queues: [BlockingQueue] { [journal.queue, archive.queue, past.queue, resumes.queue, search.queue] }

  /// Recovers the folder and begins a new journal segment.
  ///
  /// Blocking; safe to cut off and repeat at any moment.
  package init(
    _ folder: DataFolder, options: StorageOptions = StorageOptions(), events: StorageEvents
  ) throws(StorageError) {
    folder.records.tell(events.troubled)
    var recovery = Recovery(folder, options)
    try recovery.run()
    let first = try Segment(recovery.lastSegment &+ 1, in: folder, size: options.segmentSize)
    let start = JournalPosition(segment: first.number, offset: SegmentHeader.size)
    recent = try RecentTalks(folder, at: Clock.calendar())
    search = SearchIndex(folder, events: events)
    archive = Archive(
      folder: folder, options: options, events: events, talks: recovery.openTalks, recent: recent, search: search,
      from: start)
    past = PastReader(folder, recent: recent, events: events)
    resumes = ResumeReader(folder, recent: recent, events: events)
    let supply = SegmentSupply(folder: folder, options: options, events: events)
    journal = Journal(first: first, archive: archive, supply: supply, events: events)
    recovered = recovery.result
    // The first checkpoint lets go of the old segments; it needs nothing of the journal.
    let (talks, identified) = (recovery.endedTalks, recovery.identified)
    archive.post { $0.begin(filing: talks, learning: identified) }
    journal.post { $0.prepareNext() }
  }
}
