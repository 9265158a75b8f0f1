/// What a descriptor is ready for, or what is wanted of it.
package struct Readiness: OptionSet, Sendable {
  /// The bits.
  package let rawValue: UInt8

  /// Takes the bits as they are.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  // Computed, and `none` and `isInput` not written as literals: a set literal of another module costs a generic call.
  /// Nothing.
  package static var none: Readiness { Readiness(rawValue: 0) }
  /// Bytes, an end, a new connection or an error can be read.
  package static var readable: Readiness { Readiness(rawValue: 1) }
  /// There is room to write again.
  package static var writable: Readiness { Readiness(rawValue: 2) }
  /// Both directions are gone, or the socket failed; told even when nothing is wanted.
  package static var hungUp: Readiness { Readiness(rawValue: 4) }

  /// The peer has said its last: an end comes behind the bytes.
  package static var ending: Readiness { Readiness(rawValue: 8) }
  /// Wanted, not told: news is told once, not as long as it lasts; who leaves some of it asks again by `rewatch`.
  package static var news: Readiness { Readiness(rawValue: 16) }

  /// Whether a read has something to tell: bytes, an end or an error.
  package var isInput: Bool { rawValue & 13 != 0 }
  /// Whether the end or an error is known to come behind the bytes.
  package var isLast: Bool { rawValue & 12 != 0 }
}
