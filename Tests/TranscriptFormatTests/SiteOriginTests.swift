import ChatDomain
import Testing
import TranscriptFormat

struct SiteOriginTests {
  private func allows(_ written: String, _ origin: String) throws -> Bool { try SiteOrigin(written).allows(origin) }

  @Test(arguments: [
    ("https://shop.example", "https://shop.example", true), ("https://shop.example", "http://shop.example", false),
    ("https://shop.example", "https://www.shop.example", false),
    ("https://shop.example", "https://shop.example:8443", false),
    ("https://shop.example:443", "https://shop.example", true), ("http://shop.example:80", "http://shop.example", true),
    ("https://shop.example:80", "https://shop.example", false),
    ("http://shop.example:443", "http://shop.example", false),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080", true), ("http://[::1]:8080", "http://[::1]:8080", true),
    ("https://[::1]:443", "https://[::1]", true), ("https://shop.example", "https://shop.example.evil", false),
    ("https://shop.example", "https://evil-shop.example", false), ("https://shop.example", "null", false),
    ("https://shop.example", "", false), ("https://shop.example", "https://shop.example/", false),
    ("https://shop.example", "https://shop.example@evil.example", false),
  ])
  func `an origin stands for itself, with or without its usual port`(written: String, origin: String, isMeant: Bool)
    throws
  {
    #expect(try allows(written, origin) == isMeant)
  }

  @Test(arguments: [
    ("https://www.shop.example", true), ("https://a-b.shop.example", true),
    ("https://xn--bcher-kva.shop.example", true),
    ("https://shop.example", false), ("https://a.b.shop.example", false), ("https://evil-shop.example", false),
    ("https://www.shop.example.evil", false), ("https://shop.example.evil", false), ("http://www.shop.example", false),
    ("https://www.shop.example:8443", false), ("https://.shop.example", false), ("https://*.shop.example", false),
    ("https://evil.example/.shop.example", false), ("https://evil.example?.shop.example", false),
    ("https://evil.example:80.shop.example", false), ("https://evil.example@www.shop.example", false),
  ])
  func `a star stands for one label`(origin: String, isMeant: Bool) throws {
    #expect(try allows("https://*.shop.example", origin) == isMeant)
    #expect(try allows("https://*.shop.example:443", origin) == isMeant)
  }

  @Test(arguments: [
    ("shop.example", SiteOrigin.Fault.scheme), ("ftp://x", .scheme), ("", .scheme), ("javascript:alert(1)", .scheme),
    ("https://", .host), ("https://Shop.example", .upperCase), ("https://shop.example/", .hasPath),
    ("https://shop.example/chat", .hasPath), ("https://shop.example?x", .hasPath), ("https://shop.example#x", .hasPath),
    ("https://shop.example:", .port), ("https://shop.example:0", .port), ("https://shop.example:65536", .port),
    ("https://shop.example:x", .port), ("https://sh op.example", .host), ("https://b\u{FC}cher.example", .host),
    ("https://shop..example", .host), ("https://.shop.example", .host), ("https://user@shop.example", .host),
    ("https://*", .wildcard), ("https://*.example", .wildcard), ("https://www.*.example", .wildcard),
    ("https://w*.shop.example", .wildcard), ("https://*.*.shop.example", .wildcard), ("https://shop.*", .wildcard),
    ("https://*.0.0.1", .wildcard), ("https://[::1", .host),
  ])
  func `what is no origin is refused with the reason`(text: String, fault: SiteOrigin.Fault) {
    #expect(throws: fault) { try SiteOrigin(text) }
    #expect(!fault.description.isEmpty)
  }

  @Test func `a site's file names the origin and the reason`() throws {
    let id: SiteID = Samples.slug("shop")
    let error = #expect(throws: FileFault.self) {
      try SiteFile(Array(#"{"name":"Shop","origins":["https://*.example"]}"#.utf8), id: id)
    }
    #expect(error?.description.contains("https://*.example") == true)
    #expect(error?.description.contains("two labels") == true)
  }

  @Test func `a site takes pages of each of its origins, and of all when it names none`() throws {
    let id: SiteID = Samples.slug("shop")
    let origins = ["https://*.shop.example", "https://other.example:443"]
    let site = SiteFile(id: id, name: "Shop", origins: try origins.map { try SiteOrigin($0) })
    #expect(site.origins.map(\.description) == origins)
    #expect(site.allows(origin: "https://www.shop.example") && site.allows(origin: "https://other.example"))
    #expect(!site.allows(origin: "https://shop.example") && !site.allows(origin: ""))
    #expect(SiteFile(id: id, name: "Shop").allows(origin: ""))
  }
}
