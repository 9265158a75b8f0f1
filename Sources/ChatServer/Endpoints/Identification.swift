import ChatDomain
import ChatWire
import Primitives
import Secrets
import TranscriptFormat

/// Whom a page's claim makes its visitor, once signatures have been checked.
struct Identification {
  /// Who it is; nil: nobody is claimed or proved.
  private(set) var identity: Identity?
  /// The field of the command by which they are proved.
  private(set) var field = "id"
  /// What was wrong with the proof.
  private(set) var refusal: Refusal?

  /// Checks a claim of that browser under the secrets of the site.
  init(_ claim: IdentityClaim, of visitor: VisitorID, on site: SiteFile, _ keys: CustomerKeys, at now: Instant) {
    if let token = claim.token {
      field = "token"
      take(token, site, keys, now)
    } else {
      take(claim, visitor, site, keys)
    }
  }

  private mutating func take(_ token: String, _ site: SiteFile, _ keys: CustomerKeys, _ now: Instant) {
    do throws(TokenFault) {
      guard let token = SignedToken(token) else { throw .notAToken }
      guard token.isSigned(with: site.secrets) else { throw .signature }
      let claims = try TokenClaims(header: token.header, claims: token.claims, at: now)
      identity = Identity(
        person: Self.person(claims.id, claims.email, site, keys), name: claims.name, email: claims.email,
        website: claims.website, proof: .proved, proved: claims.proved,
        mailPerson: claims.email.isEmpty ? nil : keys.person(mail: claims.email, in: site.book))
    } catch {
      // What a bad token says is not even a claim.
      refusal = Refusal(.signatureWrong, field: "token", reason: error.words)
    }
  }

  private mutating func take(_ claim: IdentityClaim, _ visitor: VisitorID, _ site: SiteFile, _ keys: CustomerKeys) {
    let isProved = claim.signature.map { signature in
      site.secrets.contains {
        IdentitySignature.verify(signature, id: claim.id, email: claim.email, siteSecret: $0)
      }
    }
    if isProved == false { refusal = Refusal(.signatureWrong, field: "signature") }
    field = claim.id.isEmpty ? "email" : "id"
    identity = Identity(
      person: isProved == true ? Self.person(claim.id, claim.email, site, keys) : PersonID(visitor: visitor),
      name: claim.name, email: claim.email, website: claim.website, proof: isProved == true ? .proved : .claimed,
      proved: isProved == true ? (claim.id.isEmpty ? .email : .id) : [])
  }

  private static func person(_ id: String, _ email: String, _ site: SiteFile, _ keys: CustomerKeys) -> PersonID {
    id.isEmpty ? keys.person(mail: email, in: site.book) : keys.person(id: id, in: site.book)
  }
}
