import COpenSSL

/// Unguessable bytes, from OpenSSL's generator.
package func randomBytes(_ count: Int) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: count)
  // It fails only when the system has no entropy source at all: no secret made then would be one.
  precondition(RAND_bytes(&bytes, Int32(count)) == 1, "no random source")
  return bytes
}
