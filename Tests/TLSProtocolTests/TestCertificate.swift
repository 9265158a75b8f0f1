import COpenSSL
import Foundation

/// A certificate, for `localhost` if no other name is given, made for one test, in a folder that goes away with it.
final class TestCertificate {
  let folder: URL
  var certificateFile: String { folder.appending(path: "certificate.pem").path }
  var keyFile: String { folder.appending(path: "key.pem").path }
  /// The same key, locked with a passphrase.
  var lockedKeyFile: String { folder.appending(path: "locked.pem").path }

  init(_ name: String = "localhost") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = Self.makeKey()
    let certificate = Self.makeCertificate(key, for: name)
    write(certificateFile) { PEM_write_X509($0, certificate) }
    write(keyFile) { PEM_write_PrivateKey($0, key, nil, nil, 0, nil, nil) }
    let word = Array("word".utf8)
    write(lockedKeyFile) { PEM_write_PrivateKey($0, key, EVP_aes_128_cbc(), word, Int32(word.count), nil, nil) }
    X509_free(certificate)
    EVP_PKEY_free(key)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String, _ text: String) throws -> String {
    let url = folder.appending(path: name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  private func write(_ file: String, _ body: (UnsafeMutablePointer<FILE>?) -> Int32) {
    let stream = fopen(file, "w")
    precondition(stream != nil && body(stream) == 1)
    fclose(stream)
  }

  private static func makeKey() -> OpaquePointer? {
    let context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil)
    var key: OpaquePointer?
    EVP_PKEY_keygen_init(context)
    EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1)
    EVP_PKEY_keygen(context, &key)
    EVP_PKEY_CTX_free(context)
    return key
  }

  private static func makeCertificate(_ key: OpaquePointer?, for host: String) -> OpaquePointer? {
    let certificate = X509_new()
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1)
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60)
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600)
    X509_set_pubkey(certificate, key)
    let (name, text) = (X509_get_subject_name(certificate), Array(host.utf8))
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_FLAG | 1, text, Int32(text.count), -1, 0)
    X509_set_issuer_name(certificate, name)
    precondition(X509_sign(certificate, key, EVP_sha256()) > 0)
    return certificate
  }
}
