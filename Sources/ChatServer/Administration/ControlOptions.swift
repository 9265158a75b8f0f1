/// The options of the command line's requests; each is written down here alone.
package enum ControlOption: String, CaseIterable, Sendable {
  case id, name, role, capacity, password, hours, origin, customers, site, file, csv, who, to, after, limit
  case onCall = "on-call"
  case publicURL = "public-url"
  case dryRun = "dry-run"
  case words = "q"
}

/// A kind of value that an option may have, and its text on the wire.
package protocol OptionValue: Sendable {
  /// Reads the text; the error says in words what is wanted.
  init(option text: String) throws(AdministrationError)
  var optionText: String { get }
}

/// Options with their values; an option may have several.
package struct ControlOptions: Equatable, Sendable {
  private(set) var values: [ControlOption: [String]] = [:]

  package init() {}

  /// Which options are given.
  package var given: Set<ControlOption> { Set(values.keys) }

  /// Reads options by their names on the wire; one that is not known is refused, so that no wish is passed over.
  init(_ named: [String: [String]]) throws(AdministrationError) {
    for (name, values) in named {
      guard let option = ControlOption(rawValue: name) else { throw .unknownOption(name) }
      self.values[option] = values
    }
  }

  /// Gives an option this value; none for nil.
  mutating func set(_ option: ControlOption, _ value: (some OptionValue)?) {
    values[option] = value.map { [$0.optionText] }
  }

  /// Gives an option these values, also none of them; nothing for nil.
  mutating func set(_ option: ControlOption, _ values: [some OptionValue]?) {
    self.values[option] = values?.map(\.optionText)
  }

  /// The text of an option; empty when it is not given.
  func text(_ option: ControlOption) -> String { values[option]?.first ?? "" }

  /// The value of an option; one that is not given is read from an empty text, which is refused in the words of its kind.
  func value<Value: OptionValue>(_ option: ControlOption) throws(AdministrationError) -> Value {
    try Value(option: text(option))
  }

  /// The value of an option that may be left out.
  func optional<Value: OptionValue>(_ option: ControlOption) throws(AdministrationError) -> Value? {
    guard let text = values[option]?.first else { return nil }
    return try Value(option: text)
  }

  /// All values of an option; nil when it is not given.
  func all<Value: OptionValue>(_ option: ControlOption) throws(AdministrationError) -> [Value]? {
    try values[option]?.map { text throws(AdministrationError) in try Value(option: text) }
  }
}
