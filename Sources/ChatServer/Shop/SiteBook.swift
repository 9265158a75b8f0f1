import ChatDomain
import Synchronization
import TranscriptFormat

/// The sites as every loop reads them; replaced as a whole when the files are read again.
final class SiteBook: Sendable {
  private let sites: Mutex<[SiteID: SiteFile]>

  /// Starts with these sites.
  init(_ sites: [SiteFile]) { self.sites = Mutex(Self.book(sites)) }

  /// The site of that name.
  func site(_ id: SiteID) -> SiteFile? { sites.withLock { $0[id] } }

  /// Every site, by name.
  var all: [SiteFile] { sites.withLock { $0.values.sorted { $0.id < $1.id } } }

  /// Puts other sites in their place.
  func replace(_ sites: [SiteFile]) { self.sites.withLock { $0 = Self.book(sites) } }

  private static func book(_ sites: [SiteFile]) -> [SiteID: SiteFile] {
    Dictionary(sites.map { ($0.id, $0) }) { $1 }
  }
}
