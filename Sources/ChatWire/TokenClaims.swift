package import ChatDomain
import JSON
package import Primitives

/// Who the shop's token says that a visitor is.
package struct TokenClaims: Equatable, Sendable {
  /// The shop's own key of the customer (`sub`); empty when not given.
  package let id: String
  /// Their mail address, name and website; empty when not given.
  package let email: String, name: String, website: String

  /// No token lasts longer: one that leaks is worthless a day later.
  private static let longest = 24.0 * 60 * 60
  /// Seconds by which the shop's clock may differ from ours.
  private static let leeway = 60.0

  /// Reads header and claims of a token whose signature was right.
  package init(header: [UInt8], claims: [UInt8], at now: Instant) throws(TokenFault) {
    try Self.check(header: header)
    guard let claims = try? JSONValue(claims), claims.members != nil else { throw .notJSON }
    try Self.check(times: claims, Double(now.milliseconds) / 1_000)
    id = try Self.customer(claims["sub"])
    email = try Self.text("email", claims, DomainLimits.label)
    name = try Self.text("name", claims, .max).cut(to: DomainLimits.label)
    website = try Self.text("website", claims, DomainLimits.address)
    guard !id.isEmpty || !email.isEmpty else { throw .nobody }
  }

  /// What of it is given, and so proved.
  package var proved: ProvedFields {
    let all: [(String, ProvedFields)] = [(id, .id), (email, .email), (name, .name), (website, .website)]
    return ProvedFields(all.filter { !$0.0.isEmpty }.map(\.1))
  }

  /// HS256 alone: a token that names its own algorithm is how others were forged (RFC 8725 3.1).
  private static func check(header: [UInt8]) throws(TokenFault) {
    guard let header = try? JSONValue(header), header.members != nil else { throw .notJSON }
    guard header["alg"]?.string == "HS256", header["crit"] == nil else { throw .algorithm }
  }

  private static func check(times claims: JSONValue, _ now: Double) throws(TokenFault) {
    guard let end = claims["exp"]?.double else { throw .field("exp") }
    guard end + leeway > now else { throw .expired }
    guard end <= now + longest + leeway else { throw .tooLong }
    guard let start = claims["nbf"] else { return }
    guard let start = start.double else { throw .field("nbf") }
    guard start - leeway <= now else { throw .tooEarly }
  }

  private static func customer(_ value: JSONValue?) throws(TokenFault) -> String {
    switch value?.content {
    case nil, .null: return ""
    case .integer(let number): return String(number)
    case .string(let text) where text.utf8.count <= DomainLimits.label: return text
    default: throw .field("sub")
    }
  }

  private static func text(_ name: String, _ claims: JSONValue, _ limit: Int) throws(TokenFault) -> String {
    switch claims[name]?.content {
    case nil, .null: return ""
    case .string(let text) where text.utf8.count <= limit: return text
    default: throw .field(name)
    }
  }
}

/// Why a token proves nobody.
package enum TokenFault: Error, Equatable, Sendable {
  case notAToken, notJSON, algorithm, signature, expired, tooLong, tooEarly, nobody
  case field(String)

  /// A sentence for whoever builds the shop's page.
  package var words: String {
    switch self {
    case .notAToken: "The token is not three parts of base64url with points between them."
    case .notJSON: "The token's header and claims must be JSON objects without a key that comes twice."
    case .algorithm: "The token must be signed with HS256 (alg), without critical extensions (crit)."
    case .signature: "The token was not signed with a secret of this site."
    case .expired: "The token has expired (exp)."
    case .tooLong: "The token lasts longer than 24 hours (exp)."
    case .tooEarly: "The token is not valid yet (nbf)."
    case .nobody: "The token names nobody: sub or email is wanted."
    case .field(let name): "The token's claim \(name) is missing, too long or of a wrong kind."
    }
  }
}
