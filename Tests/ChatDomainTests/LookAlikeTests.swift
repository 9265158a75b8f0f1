import ChatDomain
import Testing

struct LookAlikeTests {
  @Test(arguments: [
    "anna", "ANNA", "А\u{43D}\u{43D}а".replacing("\u{43D}\u{43D}", with: "nn"), "Ａｎｎａ", "Ánna", "A n n a", "Anna.",
    "𝐀𝐧𝐧𝐚", "Ⓐⓝⓝⓐ",
    "Anna, to colleagues only", "Anna · 11:10", "Anna (owner)",
  ])
  func `it looks like Anna`(name: String) { #expect(LookAlike("Anna").resembles(name)) }

  @Test(arguments: ["Hanna", "Annabel", "Ann", "Anna Karenina", "An", "", "安娜"])
  func `it does not`(name: String) { #expect(!LookAlike("Anna").resembles(name)) }

  @Test func `one stroke is one stroke`() {
    #expect(LookAlike("Olga").resembles("0Iga"))
    #expect(LookAlike("Tom").resembles("Torn"))
    #expect(LookAlike("Ольга").resembles("ольга"))
  }

  @Test func `a name without letters looks like nobody`() { #expect(!LookAlike("").resembles("")) }
}
