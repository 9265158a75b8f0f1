import Synchronization
package import TLSProtocol

/// The certificate that new connections get; a renewed one takes its place without disturbing those that stand.
package final class CurrentTLS: Sendable {
  private let current: Mutex<TLSContext>

  /// Begins with this certificate.
  package init(_ context: TLSContext) { current = Mutex(context) }

  /// The certificate of now.
  package var context: TLSContext { current.withLock { $0 } }

  /// Connections to come get this one.
  package func replace(with context: TLSContext) { current.withLock { $0 = context } }
}
