import Foundation
import TLSProtocol
import Testing

struct TLSContextTests {
  @Test func `a missing file is named`() throws {
    let good = try TestCertificate()
    expect(.badFile(name: "/no/such/certificate.pem", reason: "No such file or directory")) { () throws(TLSError) in
      try TLSContext(certificateFile: "/no/such/certificate.pem", keyFile: good.keyFile)
    }
    expect(.badFile(name: "/no/such/key.pem", reason: "No such file or directory")) { () throws(TLSError) in
      try TLSContext(certificateFile: good.certificateFile, keyFile: "/no/such/key.pem")
    }
  }

  @Test func `a file of something else is named`() throws {
    let good = try TestCertificate()
    let nonsense = try good.file("nonsense.pem", "nonsense\n")
    expect(.badFile(name: nonsense, reason: "no start line")) { () throws(TLSError) in
      try TLSContext(certificateFile: nonsense, keyFile: good.keyFile)
    }
    guard
      case .badFile(nonsense, _) = error({ () throws(TLSError) in
        try TLSContext(certificateFile: good.certificateFile, keyFile: nonsense)
      })
    else {
      Issue.record("the key file is not named")
      return
    }
  }

  @Test func `the key of another certificate is told apart`() throws {
    let (good, other) = (try TestCertificate(), try TestCertificate())
    let mismatch = TLSError.keyMismatch(certificate: good.certificateFile, key: other.keyFile)
    expect(mismatch) { () throws(TLSError) in
      try TLSContext(certificateFile: good.certificateFile, keyFile: other.keyFile)
    }
    #expect(mismatch.description == "\(other.keyFile) is not the key of \(good.certificateFile)")
  }

  @Test func `a key with a passphrase is refused, and nobody is asked for it`() throws {
    let good = try TestCertificate()
    guard
      case .badFile(good.lockedKeyFile, let reason) = error({ () throws(TLSError) in
        try TLSContext(certificateFile: good.certificateFile, keyFile: good.lockedKeyFile)
      })
    else {
      Issue.record("the key file is not named")
      return
    }
    #expect(reason == "needs a passphrase; the server takes keys without one")
  }

  private func error(_ make: () throws(TLSError) -> TLSContext) -> TLSError? {
    do throws(TLSError) {
      _ = try make()
      return nil
    } catch {
      return error
    }
  }

  private func expect(_ expected: TLSError, _ make: () throws(TLSError) -> TLSContext) {
    #expect(error(make) == expected)
  }
}
