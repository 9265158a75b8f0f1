import Testing
import WebSocketProtocol

struct PermessageDeflateTests {
  private func agreed(_ offers: String) throws -> PermessageDeflate? {
    var fields = OpeningHandshakeTests.good
    fields["sec-websocket-extensions"] = offers
    return try OpeningHandshake(method: "GET", isHTTP11: true) { fields[$0] }.compression
  }

  @Test(arguments: [
    "permessage-deflate", "permessage-deflate; client_max_window_bits", "permessage-deflate;client_max_window_bits=8",
    "permessage-deflate; client_max_window_bits=\"12\"; server_no_context_takeover", "x-webkit, permessage-deflate",
    "permessage-deflate; nonsense, permessage-deflate",
    "permessage-deflate; server_max_window_bits=8, permessage-deflate; client_no_context_takeover",
  ])
  func `an offer we can serve is taken`(offers: String) throws {
    let agreed = try agreed(offers)
    #expect(agreed?.answer == "permessage-deflate; server_no_context_takeover; client_no_context_takeover")
  }

  @Test(arguments: [
    ("permessage-deflate; server_max_window_bits=9", 9), ("permessage-deflate; server_max_window_bits=\"12\"", 12),
    ("permessage-deflate; server_max_window_bits=15; client_max_window_bits=8", 15),
    ("permessage-deflate; server_max_window_bits=8, permessage-deflate; server_max_window_bits=10", 10),
    ("permessage-deflate; server_no_context_takeover; server_max_window_bits=14, permessage-deflate", 14),
  ])
  func `RFC 7692 7.1.2.1: the window that a client asks for is kept to, and repeated`(offers: String, window: Int)
    throws
  {
    let agreed = try agreed(offers)
    #expect(agreed?.window == window)
    #expect(
      agreed?.answer
        == "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=\(window)"
    )
  }

  @Test(arguments: [
    "", "deflate", "permessage-deflatex", "permessage-deflate; unknown", "permessage-deflate; server_max_window_bits",
    "permessage-deflate; server_max_window_bits=8", "permessage-deflate; server_max_window_bits=16",
    "permessage-deflate; server_max_window_bits=09", "permessage-deflate; server_max_window_bits=\"\"",
    "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9",
    "permessage-deflate; client_max_window_bits=7", "permessage-deflate; client_max_window_bits=016",
    "permessage-deflate; client_max_window_bits=99999999999999999999", "permessage-deflate; client_max_window_bits=",
    "permessage-deflate; server_no_context_takeover=1",
    "permessage-deflate; server_no_context_takeover; server_no_context_takeover", "permessage-deflate; =",
    "; permessage-deflate=", "permessage-deflate; client_max_window_bits=\"", ";", "=,=;=",
  ])
  func `CVE-2026-2229 and RFC 7692 7.1: odd offers are declined`(offers: String) throws {
    #expect(try agreed(offers) == nil)
  }
}
