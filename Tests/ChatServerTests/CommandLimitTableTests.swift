import ChatDomain
import ChatServer
import Glibc
import Primitives
import Storage
import Testing

/// `Sources/LIMITS.md` says what the code says, of every bound on what strangers may say.
struct CommandLimitTableTests {
  @Test func `the table names every bound with its value`() throws {
    let table = try rows().filter { row in Self.ours.contains { row.key.hasPrefix($0) } }
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
        "DomainLimits.label": Double(DomainLimits.label),
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

  /// The rows that begin with a bound's name and have a number.
  private func rows() throws -> [String: Double] {
    var rows: [String: Double] = [:]
    for line in try text().split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.split(separator: " ").first.map(String.init) ?? "" }
      rows[cells[0].replacing("`", with: "")] = Double(cells[1])
    }
    return rows
  }

  private func text() throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(root)/Sources/LIMITS.md", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
