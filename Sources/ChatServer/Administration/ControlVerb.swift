/// What the command line can ask for.
package enum ControlVerb: String, CaseIterable, Sendable {
  case agentAdd = "agent add"
  case agentRemove = "agent remove"
  case agentSet = "agent set"
  case agentPassword = "agent password"
  case agentLink = "agent link"
  case agentList = "agent list"
  case siteAdd = "site add"
  case siteList = "site list"
  case importOrders = "import orders"
  case personShow = "person show"
  case personExport = "person export"
  case personErase = "person erase"
  case search
  case expire
  case backup
  case demo

  /// Whether the team, the sites or the settings may be other ones afterwards; of people's files every reader asks anew.
  var changesShop: Bool {
    switch self {
    case .agentAdd, .agentRemove, .agentSet, .agentPassword, .siteAdd, .demo: true
    // A link is no part of what is held in memory.
    case .agentLink, .agentList, .siteList, .importOrders, .personShow, .personExport, .personErase, .search, .expire,
      .backup:
      false
    }
  }
}
