import COpenSSL
import CScratchMemory

/// Where OpenSSL's large blocks lie.
///
/// A handshake under way holds 30 KB in three blocks, and each connection that stands 15 KB in many small ones. In one
/// heap the small settle between the large: five hundred handshakes at once left 14 MB behind for good.
package enum ScratchMemory {
  /// Gives them memory of their own; false when OpenSSL already has some, and all stays as it was.
  @discardableResult
  package static func separate() -> Bool { CRYPTO_set_mem_functions(cs_allocate, cs_reallocate, cs_free) == 1 }
}
