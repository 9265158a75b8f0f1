import ChatDomain
import ChatServer
import Primitives
import ServerTesting
import Storage
import Testing

/// `Sources/LIMITS.md` says what the code says, of every bound on what strangers may say.
struct CommandLimitTableTests {
  @Test func `the table names every bound with its value`() throws {
    let table = try LimitTable.rows(of: Self.ours)
    let limits = try self.limits
    #expect(Set(table.keys) == Set(limits.keys))
    for (name, value) in limits { #expect(table[name] == value, "\(name)") }
  }

  private static let ours = [
    "DomainLimits", "EndpointLimits", "ServerConfiguration", "VisitorLimits", "SignInThrottle", "HashLine",
    "ResumeReader", "People", "LogBudget",
  ]

  private var limits: [String: Double] {
    get throws {
      let settings = try ServerConfiguration(arguments: ["data": "x"], environment: [:], file: nil)
      return [
        "DomainLimits.text": Double(DomainLimits.text), "DomainLimits.address": Double(DomainLimits.address),
        "DomainLimits.label": Double(DomainLimits.label), "DomainLimits.secrets": Double(DomainLimits.secrets),
        "EndpointLimits.helloWithin": Double(EndpointLimits.helloWithin.count),
        "EndpointLimits.commandBurst": Double(EndpointLimits.commandBurst),
        "ServerConfiguration.visitorBurst": Double(settings.visitorBurst),
        "VisitorLimits.changesBurst": Double(VisitorLimits.changesBurst),
        "VisitorLimits.changesPerSecond": VisitorLimits.changesPerSecond,
        "VisitorLimits.looksBurst": Double(VisitorLimits.looksBurst),
        "VisitorLimits.looksPerSecond": VisitorLimits.looksPerSecond,
        "VisitorLimits.newcomersBurst": Double(VisitorLimits.newcomersBurst),
        "VisitorLimits.newcomersPerSecond": VisitorLimits.newcomersPerSecond,
        "SignInThrottle.tries": Double(SignInThrottle.tries),
        "SignInThrottle.triesOfAddress": Double(SignInThrottle.triesOfAddress),
        "SignInThrottle.window": Double(SignInThrottle.window.count),
        "SignInThrottle.most": Double(SignInThrottle.most), "HashLine.most": Double(HashLine.most),
        "ResumeReader.most": Double(ResumeReader.most),
        "ResumeReader.mostOfVisitor": Double(ResumeReader.mostOfVisitor),
        "People.mostLearned": Double(People.mostLearned), "LogBudget.lines": Double(LogBudget<String>.lines),
        "LogBudget.stretch": Double(LogBudget<String>.stretch.count),
      ]
    }
  }
}
