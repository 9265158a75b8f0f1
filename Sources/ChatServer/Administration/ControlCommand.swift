/// Something that the command line asks for, with its options as typed values.
package protocol ControlCommand: Sendable {
  static var verb: ControlVerb { get }
  /// Decodes them; the error names the option.
  init(_ options: ControlOptions) throws(AdministrationError)
  /// Encodes them.
  var options: ControlOptions { get }
  /// Does it; what is printed on standard output.
  func carryOut(in administration: Administration) throws -> String
}

extension ControlVerb {
  /// The command that the verb stands for.
  var command: any ControlCommand.Type {
    switch self {
    case .agentAdd: AddAgent.self
    case .agentRemove: RemoveAgent.self
    case .agentSet: SetAgent.self
    case .agentPassword: SetPassword.self
    case .agentLink: MakeLink.self
    case .agentList: ListAgents.self
    case .siteAdd: AddSite.self
    case .siteList: ListSites.self
    case .importOrders: ImportOrders.self
    case .personShow: ShowPerson.self
    case .personExport: ExportPerson.self
    case .personErase: ErasePerson.self
    case .search: FindWords.self
    case .expire: ExpireTalks.self
    case .backup: BackUp.self
    case .demo: MakeDemo.self
    }
  }
}
