package import HTTPProtocol
package import Primitives
package import WebSocketProtocol

/// Every bound on one connection, each with its reason.
package struct ConnectionLimits: Sendable {
  /// Connections of one visitor's address at a time: an office behind one address fits, a flood does not.
  package var connectionsPerAddress = 256
  /// Bytes waiting for a slow reader before it is cut off: it resumes later and asks for what it missed.
  package var backlog = 1 << 20
  /// What a slow reader is told when it is cut off.
  package var slowReaderCode = CloseCode.tryAgainLater
  /// Bytes waiting above which nothing more is read: who does not take answers gets to ask no more questions.
  package var highWater = 64 << 10
  /// Bytes read of one socket in a turn, so that a flood on one leaves the others their turn.
  package var readBudget = 64 << 10
  /// In how long a peer for whom bytes wait must take `leastTaken` of them: else its window is shut, or it is gone.
  package var writeStall = Milliseconds.seconds(30)
  /// Bytes to be taken in that time, or all that wait: the worst mobile line is ten times as fast, and who reads a byte
  /// now and then holds a whole answer in our memory.
  package var leastTaken = 8 << 10
  /// How long a finished connection waits for the peer to take the last bytes and close.
  package var farewell = Milliseconds.seconds(5)
  /// How long the TLS handshake may take: two round trips on a bad mobile line, and a lost packet.
  package var handshake = Milliseconds.seconds(10)
  /// TLS handshakes under way at a time, on the whole server: ten thousand who come back at once, at 30 KB each.
  // Who is refused comes again, at the price of a new connection and in the way of those who talk.
  package var handshakesPending = 10_240
  /// Reads of unfinished TLS handshakes in one turn of a loop: about 2 ms of it with ECDSA, 6 ms with RSA.
  package var handshakesPerTurn = 8
  /// How long a handler may take to answer a request it put off.
  package var answer = Milliseconds.seconds(30)
  /// The bounds on a request.
  package var http = HTTPLimits()

  /// The bounds that suit a shop.
  package init() {}
}
