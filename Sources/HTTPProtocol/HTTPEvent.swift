/// What came from the client.
package enum HTTPEvent: Equatable, Sendable {
  /// A whole request: answer it with `respond` (or `upgrade`) before the next one comes.
  case request(HTTPRequest)
  /// A request that can't be read: `respond` with its `response`.
  case fault(HTTPFault)
}
