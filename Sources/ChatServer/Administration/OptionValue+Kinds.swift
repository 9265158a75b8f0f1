package import ChatDomain
package import Primitives
import Secrets
package import TranscriptFormat

extension String: OptionValue {
  package init(option text: String) { self = text }
  package var optionText: String { self }
}

extension Bool: OptionValue {
  package init(option text: String) throws(AdministrationError) {
    guard text == "yes" || text == "no" else { throw .badSwitch(text) }
    self = text == "yes"
  }

  package var optionText: String { self ? "yes" : "no" }
}

/// What a name is the name of, in words.
package protocol SlugKind: Sendable {
  static var word: String { get }
}

extension AgentTag: SlugKind {
  package static var word: String { "agent" }
}

extension SiteTag: SlugKind {
  package static var word: String { "site" }
}

extension Slug: OptionValue where Kind: SlugKind {
  package init(option text: String) throws(AdministrationError) {
    guard let name = Slug(text) else { throw .badName(Kind.word, text) }
    self = name
  }

  package var optionText: String { text }
}

extension Role: OptionValue {
  package init(option text: String) throws(AdministrationError) {
    guard let role = Role(rawValue: text) else { throw .badRole(text) }
    self = role
  }

  package var optionText: String { rawValue }
}

extension SiteOrigin: OptionValue {
  package init(option text: String) throws(AdministrationError) {
    do throws(Fault) { try self.init(text) } catch { throw .badOrigin(text, error) }
  }

  package var optionText: String { description }
}

/// The name of a book of customers.
package struct BookName: OptionValue {
  package let optionText: String

  package init(option text: String) throws(AdministrationError) {
    guard SiteID(text) != nil else { throw .badName("book of customers", text) }
    optionText = text
  }
}

/// How many talks an agent holds at once.
package struct Capacity: OptionValue {
  let talks: Int

  package init(option text: String) throws(AdministrationError) {
    guard let talks = Int(text), AgentFile.capacities.contains(talks) else { throw .badCapacity(text) }
    self.talks = talks
  }

  package init(_ talks: Int) throws(AdministrationError) { try self.init(option: String(talks)) }

  package var optionText: String { String(talks) }
}

/// Hours at the desk, `mon-fri 09:00-17:00`.
package struct Hours: OptionValue {
  package let optionText: String

  package init(option text: String) throws(AdministrationError) {
    guard Shift(hours: text) != nil else { throw .badHours(text) }
    optionText = text
  }
}

/// A password to be set; it stands in no log.
package struct NewPassword: OptionValue {
  package let optionText: String

  package init(option text: String) throws(AdministrationError) {
    guard text.count >= Password.leastLength else { throw .shortPassword }
    // A longer one would be kept and never let anybody in.
    guard text.utf8.count <= Password.mostBytes else { throw .longPassword }
    optionText = text
  }
}
