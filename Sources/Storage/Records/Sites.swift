package import ChatDomain
import Primitives
package import TranscriptFormat

/// The sites that embed the widget: `sites/<id>.json`.
///
/// Blocking: the caller's queue.
package struct Sites: Sendable {
  private let records: NamedRecords<SiteFile>
  private let sharesCustomers: Bool

  init(_ files: RecordFiles, sharesCustomers: Bool) {
    records = NamedRecords(files: files, folder: PersonData.sites.name, noun: "site")
    self.sharesCustomers = sharesCustomers
  }

  /// All of them, by name.
  package func all() throws(StorageError) -> [SiteFile] { try records.all().map(counted) }

  /// One of them; nil when there is none of that name.
  package func site(_ id: SiteID) throws(StorageError) -> SiteFile? { try records.record(id).map(counted) }

  /// Adds a new one.
  package func add(_ site: SiteFile) throws(StorageError) { try records.add(site) }

  /// The site with the book of customers that counts in this folder.
  private func counted(_ site: SiteFile) -> SiteFile {
    var site = site
    if sharesCustomers { site.usualBook = "" }
    return site
  }
}
