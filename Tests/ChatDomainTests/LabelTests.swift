import ChatDomain
import Primitives
import Testing

struct LabelTests {
  @Test(arguments: [
    ("Kim \u{202E}teews", "Kim teews"), ("Kim\u{2066}\u{2067}", "Kim"), ("\u{200F}Kim\u{200E}\u{61C}", "Kim"),
    ("A\u{202A}n\u{202B}n\u{202C}a\u{202D}", "Anna"), ("\u{2068}Kim\u{2069}", "Kim"),
  ])
  func `direction letters are taken out`(text: String, label: String) { #expect(text.label == label) }

  @Test(arguments: [
    ("A\u{200B}nna", "Anna"), ("An\u{2060}na\u{FEFF}", "Anna"), ("An\u{AD}na\u{34F}", "Anna"), ("A\u{200D}nna", "Anna"),
    ("A\u{200C}nna\u{200C}", "Anna"), ("Kim\u{E0041}\u{E0042}", "Kim"), ("Kim\u{3164}", "Kim"), ("A\u{FE0F}b", "Ab"),
    ("Kim\u{FFF9}x\u{FFFB}", "Kimx"), ("Kim\u{200D}\u{1F600}", "Kim\u{1F600}"),
  ])
  func `zero-width letters that join nothing are taken out`(text: String, label: String) {
    #expect(text.label == label)
  }

  @Test(arguments: [
    ("x\u{0}y\u{7}z", "x y z"), ("Kim\r\nTom", "Kim Tom"), ("Kim\u{2028}Tom\u{85}", "Kim Tom"),
    ("\u{1B}[31mKim", "[31mKim"),
    ("  Kim   \t Tom ", "Kim Tom"), ("Kim\u{2800}\u{2800}Tom", "Kim Tom"),
  ])
  func `controls and long gaps become one space`(text: String, label: String) { #expect(text.label == label) }

  @Test(arguments: [
    "", " ", "\u{200B}\u{200B}", "\u{202E}", "\u{2800}", "\u{3164}\u{115F}\u{FFA0}", "\u{0}\u{1F}", "\u{301}\u{302}",
    "\u{E0020}\u{E007F}", "\u{FE0F}", "\u{A0}\u{3000}", "\u{200D}\u{200C}",
  ])
  func `a name of which nothing can be seen is none`(text: String) { #expect(text.label.isEmpty) }

  @Test func `marks pile up on no letter`() {
    let pile = String(repeating: "\u{30D}", count: 60)
    #expect("K\(pile)im".label == "K\u{30D}\u{30D}\u{30D}\u{30D}im")
    #expect("Kim \u{489}Tom".label == "Kim Tom")
  }

  @Test(arguments: [
    "Jonas Lindqvist", "محمد بن سلمان", "דָּוִד בֶּן־גּוּרְיוֹן", "نام\u{200C}خانوادگی", "علی\u{200C}رضا", "क्\u{200D}ष",
    "श्री\u{200C}मान",
    "ന്\u{200D}", "ශ්\u{200D}රී", "👨\u{200D}👩\u{200D}👧\u{200D}👦", "🏳\u{FE0F}\u{200D}🌈", "👩🏽\u{200D}💻", "❤\u{FE0F} Kim",
    "1\u{FE0F}\u{20E3}",
    "Zoe\u{308}", "Nguye\u{302}\u{303}n Văn", "O’Brien-Smith", "山田\u{3000}太郎", "葛\u{E0100}城", "สมชาย ใจดี", "བསྒྲུབས",
    "Gal·la", "D'Arcy, Ltd.",
    "🇩🇪 Uli", "م", "Ægir Þór", "Ἀριστοτέλης", "김민준", "o\u{308}", "a@b.example", "https://b.example/?q=%E2%80%AE",
  ])
  func `a real name stays as it is`(name: String) {
    #expect(name.label.unicodeScalars.elementsEqual(name.unicodeScalars))
  }

  @Test(arguments: [
    "Kim \u{202E}teews", "👨\u{200D}👩", "A\u{200D}\u{202E}B", "\u{200D}\u{200D}क्\u{200D}\u{200D}ष",
    "\u{FE0F}\u{FE0F}a  \u{301}",
  ])
  func `cleaned once is cleaned for good`(text: String) { #expect(text.label.label == text.label) }

  @Test func `who somebody is and where they are is cleaned where it enters`() {
    let person = PersonID(high: 1, low: 2)
    let identity = Identity(
      person: person, name: "\u{200B}", email: "k\u{202E}@x", website: "\u{202E}x", proof: .claimed)
    #expect([identity.name, identity.email, identity.website] == ["", "k@x", "x"])
    let place = Place(
      page: Page(url: "u\u{202E}", title: "T\u{202E}ea"), referrer: "r\u{202E}", timeZone: "A/You\u{202E}")
    #expect([place.page.url, place.page.title, place.referrer, place.timeZone] == ["u", "Tea", "r", "A/You"])
  }
}
