/// Two people, one conversation, one disk: the delivery rules (design 5) as a machine small enough to be walked through whole.
///
/// What a step costs, which socket carries it and what the words are is left out; what may happen in which order is not.
struct DeliveryModel: Hashable {
  /// A message's own name, made by its sender.
  typealias Mid = UInt8

  /// How far the walk goes, and which rule is broken on purpose.
  struct Bounds {
    /// Messages each side will write.
    var messages = [1, 1]
    /// Words a page may have on the way at once.
    var inFlight = 2
    /// Connections that may break off.
    var cuts = 1
    /// Times the server may be killed.
    var crashes = 1
    /// The rule that this walk breaks; a model that finds nothing wrong then could not find anything.
    var fault = Fault.none
  }

  /// A rule of delivery that can be broken.
  enum Fault: CaseIterable {
    case none
    /// Acks and lines leave before the sync.
    case earlyAck
    /// Words sent again are written again.
    case forgottenNames
    /// What a killed server left in the page cache is served before it is synced.
    case unsyncedRecovery
    /// A page that comes back is told only what is new.
    case noReplay
    /// A page takes lines as they come.
    case noOrder
    /// A page sends words once.
    case noSecondTry
  }

  /// What a page asks of the server.
  enum Request: Hashable {
    case hello(seq: Int)
    case say(Mid)
    case sync(after: Int)
  }

  /// What the server tells a page.
  enum Notice: Hashable {
    case line(seq: Int, Mid)
    case ack(Mid, seq: Int)
  }

  /// One side's browser.
  struct Page: Hashable {
    var unwritten: Int
    /// Kept until acked; the first `sent` of them are on the way.
    var outbox: [Mid] = []
    var sent = 0
    var acked: Set<Mid> = []
    /// The lines held without a gap, and those that came too early.
    var lines: [Mid] = []
    var ahead: [Int: Mid] = [:]
    var link = Link.down
    var requests: [Request] = []
    var notices: [Notice] = []
  }

  /// Whether a page and the server hear each other.
  enum Link: Hashable {
    case down
    /// Connected; the server has not heard the hello yet.
    case greeting
    case live
  }

  /// What leaves once the first `behind` lines are on disk.
  struct Held: Hashable {
    var page: Int
    var notice: Notice
    var behind: Int
  }

  var pages: [Page]
  /// All lines the server knows of; the first `durable` are on disk for ever, the first `synced` it believes to be.
  var transcript: [Mid] = []
  var durable = 0
  var synced = 0
  var held: [Held] = []
  var cutsLeft: Int
  var crashesLeft: Int

  init(_ bounds: Bounds) {
    pages = bounds.messages.map { Page(unwritten: $0) }
    (cutsLeft, crashesLeft) = (bounds.cuts, bounds.crashes)
  }

  /// Everything was said, is on disk, and both sides have all of it.
  var isDone: Bool {
    held.isEmpty && synced == transcript.count
      && pages.allSatisfy {
        $0.unwritten == 0 && $0.outbox.isEmpty && $0.lines == transcript && $0.notices.isEmpty && $0.requests.isEmpty
      }
  }

  /// The promise that is broken here; nil: none.
  var violation: String? {
    if Set(transcript).count < transcript.count { return "a message stands twice in the transcript" }
    let onDisk = transcript.prefix(durable)
    for page in pages {
      if let lost = page.acked.first(where: { !onDisk.contains($0) }) {
        return "message \(lost) was acked and is not on disk"
      }
      if !onDisk.starts(with: page.lines) { return "a page holds \(page.lines), and on disk is \(Array(onDisk))" }
    }
    return nil
  }
}
