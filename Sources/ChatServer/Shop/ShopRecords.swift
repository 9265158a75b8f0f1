import Storage

/// What connections ask of the shop's own files: sites, blocked visitors, customers.
struct ShopRecords: Sendable {
  let sites: SiteBook
  let blocklist: Blocklist
  let customers: CustomerKeys
}
