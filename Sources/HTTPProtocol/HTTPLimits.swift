package import Primitives

/// Every bound of one HTTP connection, with its reason.
package struct HTTPLimits: Sendable {
  /// The request line: no address of ours is longer, and logs stay readable (beyond it: 414).
  package var requestLine = 4096
  /// Request line and header fields together: browsers with many cookies stay below (beyond it: 431).
  package var head = 8192
  /// Header fields: browsers send about 20 (beyond it: 431).
  package var fields = 64
  /// The body: a form or a JSON call; imports go through files (beyond it: 413).
  package var body = 65_536
  /// Bytes of later requests kept while an answer is being made; after more than that the connection ends.
  package var pipelined = 16_384
  /// The whole head, from its first byte on: a slow dripper holds a socket no longer.
  package var headWithin: Milliseconds = .seconds(10)
  /// The whole body, from the end of the head on: 64 KiB over a bad mobile line.
  package var bodyWithin: Milliseconds = .seconds(30)
  /// The wait for the next request: longer than a person takes from page to page.
  package var idleWithin: Milliseconds = .seconds(60)

  /// The defaults.
  package init() {}
}
