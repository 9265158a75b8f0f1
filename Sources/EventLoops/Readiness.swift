/// What a descriptor is ready for, or what is wanted of it.
package struct Readiness: OptionSet, Sendable {
  /// The bits.
  package let rawValue: UInt8

  /// Takes the bits as they are.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Bytes, an end, a new connection or an error can be read.
  package static let readable = Readiness(rawValue: 1)
  /// There is room to write again.
  package static let writable = Readiness(rawValue: 2)
  /// Both directions are gone, or the socket failed; told even when nothing is wanted.
  package static let hungUp = Readiness(rawValue: 4)
}
