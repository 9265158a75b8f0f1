package import ChatDomain
import Primitives
import Secrets
package import TranscriptFormat

/// A command that can't be carried out, in words for the terminal.
package enum AdministrationError: Error, CustomStringConvertible {
  case notUnderstood
  case unknownVerb(String)
  case unknownOption(String)
  case badSwitch(String)
  case badName(String, String)
  case shortPassword
  case longPassword
  case badRole(String)
  case badCapacity(String)
  case badHours(String)
  case badOrigin(String, SiteOrigin.Fault)
  case badQuestion(SearchFault)
  case unknownBook(String, [String])
  case severalBooks([String])
  case severalPersons(String, [PersonID])
  case badOrders([FileFault], String)

  private static func named(_ book: String) -> String { book.isEmpty ? "(the shared one)" : book }

  package var description: String {
    switch self {
    case .notUnderstood: "the request is not understood"
    case .unknownVerb(let verb): "there is no command '\(verb)'"
    case .unknownOption(let name): "there is no option '\(name)'"
    case .badSwitch(let text): "'\(text)': yes or no is wanted"
    case .badName(let what, let text): "\(what) '\(text)': 1-32 of a-z, 0-9 and - are wanted"
    case .shortPassword: "a password has at least \(Password.leastLength) letters"
    case .longPassword: "a password has at most \(Password.mostBytes) bytes"
    case .badRole(let text): "role '\(text)': owner or agent is wanted"
    case .badCapacity(let text):
      "--capacity '\(text)': \(AgentFile.capacities.lowerBound) to \(AgentFile.capacities.upperBound) talks are wanted"
    case .badHours(let text): "--hours '\(text)': mon-fri 09:00-17:00 or sat 10:00-14:00 is wanted"
    case .badOrigin(let text, let fault): "--origin '\(text)' \(fault)"
    case .badQuestion(let fault): fault.description
    case .unknownBook(let name, let books):
      "--customers '\(name)': no site has this book; there are " + books.map(Self.named).joined(separator: ", ")
    case .severalBooks(let books):
      "name the customers whose orders these are, by --site ID or --customers NAME; there are "
        + books.map(Self.named).joined(separator: ", ")
    case .severalPersons(let who, let found):
      "\(found.count) people are called \"\(who)\"; name one: " + found.map(\.description).joined(separator: ", ")
    case .badOrders(let faults, let path): faults.map { "\(path): \($0)" }.joined(separator: "\n")
    }
  }
}
