import ChatDomain
import Foundation
import JSON
import Primitives
import Testing
import TranscriptFormat

@Suite struct AddressFilterTests {
  @Test func `addresses are cleaned as in the page`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Public/addresses.json")
    let cases = try JSONValue(Array(try Data(contentsOf: file))).elements ?? []
    #expect(cases.count > 20)
    for each in cases {
      let filter = AddressFilter(secretParameters: each["own"]?.elements?.compactMap(\.string) ?? [])
      let (address, cleaned) = (try #require(each["address"]?.string), try #require(each["cleaned"]?.string))
      #expect(filter.cleaned(address) == cleaned)
      #expect(filter.cleaned(cleaned) == cleaned)
    }
  }

  @Test func `page and referrer are cleaned, the rest stays`() {
    let place = Place(
      page: Page(url: "https://shop.example/?token=a#b", title: "Account"), referrer: "https://x.example/?code=c",
      language: "de", timeZone: "Europe/Oslo")
    let cleaned = Place(
      page: Page(url: "https://shop.example/?token=removed", title: "Account"),
      referrer: "https://x.example/?code=removed", language: "de", timeZone: "Europe/Oslo")
    #expect(AddressFilter().cleaned(place) == cleaned)
  }

  @Test func `a site names secrets of its own`() throws {
    let file = Array(#"{"id":"shop","name":"Shop","secretParameters":["Kunde"]}"#.utf8)
    let site = try SiteFile(file, id: try #require(SiteID("shop")))
    #expect(site.secretParameters == ["Kunde"])
    #expect(try SiteFile(site.bytes, id: site.id) == site)
    #expect(AddressFilter(secretParameters: site.secretParameters).cleaned("/?kunde=7") == "/?kunde=removed")
  }

  @Test(arguments: [#""kunde""#, "[7]", #"[""]"#, "[\"\(String(repeating: "x", count: 65))\"]"])
  func `a list of secrets that is none is refused by name`(list: String) throws {
    let file = Array(#"{"id":"shop","name":"Shop","secretParameters":\#(list)}"#.utf8)
    let fault = #expect(throws: FileFault.self) { try SiteFile(file, id: try #require(SiteID("shop"))) }
    #expect(fault?.field == "secretParameters")
  }
}
