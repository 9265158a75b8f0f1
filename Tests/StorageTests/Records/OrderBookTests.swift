import ChatDomain
import ChatTesting
import Primitives
import Storage
import Testing
import TranscriptFormat

@Suite struct OrderBookTests {
  let place = TemporaryFolder()

  func person(_ customer: String, _ email: String) -> PersonID? { PersonID(high: 1, low: UInt64(customer) ?? 0) }

  func take(_ csv: String, _ strictness: OrderBook.Strictness, in folder: DataFolder) throws -> OrderBook.Report {
    try folder.orders.take(OrderImport(csv: Array(csv.utf8)), strictness, person: person)
  }

  let head = "customer,name,order,date,title,status\n"

  @Test func `the same file twice doubles nothing, and news replace`() throws {
    let folder = try DataFolder.open(place.path)
    let csv = head + "1,Jonas,A,2026-11-20,Pen,sent\n1,Jonas,A,2026-11-20,Ink,sent\n2,Ada,B,2026-11-20,Pen,\n"
    #expect(try take(csv, .skipBadRows, in: folder).added == 2)
    let again = try take(csv.replacing("sent", with: "delivered"), .skipBadRows, in: folder)
    #expect((again.added, again.updated, again.people) == (0, 2, 2))
    let orders = try folder.orders.orders(of: PersonID(high: 1, low: 1))
    #expect(orders.map(\.title) == ["Pen", "Ink"])
    #expect(orders.map(\.status) == ["delivered", "delivered"])
    #expect(try folder.people.find("jonas") == [PersonID(high: 1, low: 1)])
  }

  @Test func `a guest's orders and an account's of one mail address know each other`() throws {
    let folder = try DataFolder.open(place.path)
    let csv = "customer,email,order,date,title\n1,j@x.example,A,2026-11-20,Pen\n"
    let (account, guest) = (PersonID(high: 1, low: 1), PersonID(high: 2, low: 2))
    _ = try folder.orders.take(OrderImport(csv: Array(csv.utf8)), .skipBadRows) { customer, _ in
      customer.isEmpty ? guest : account
    }
    #expect(try folder.people.file(guest)?.values(.account) == [account.description])
    #expect(try folder.people.file(account)?.values(.guest) == [guest.description])
    let proved = Identity(person: guest, email: "j@x.example", proof: .proved, proved: .email)
    let talk = ConversationID(high: 1, low: 1)
    let card = try CardMaker(folder) { _ in }.card(
      for: Acquaintance(conversation: talk, visitor: VisitorID(high: 1, low: 1), identity: proved))
    #expect(card.orders.map(\.title) == ["Pen"])
  }

  @Test func `what the shop cannot know is not told as nothing bought`() throws {
    let folder = try DataFolder.open(place.path)
    func isKnown(_ proved: ProvedFields) throws -> Bool {
      let identity = Identity(person: PersonID(high: 9, low: 9), proof: .proved, proved: proved)
      let talk = ConversationID(high: 1, low: 1)
      return try CardMaker(folder) { _ in }.card(
        for: Acquaintance(conversation: talk, visitor: VisitorID(high: 1, low: 1), identity: identity)
      ).areOrdersKnown
    }
    #expect(try !isKnown([.id, .email]), "no orders were ever taken in")
    _ = try take(head + "1,Jonas,A,2026-11-20,Pen,\n", .skipBadRows, in: folder)
    #expect(try isKnown([.id, .email]))
    #expect(try !isKnown(.id) && !isKnown(.email))
  }

  @Test func `a bad row is left out, or keeps everything out`() throws {
    let folder = try DataFolder.open(place.path)
    let csv = head + "1,Jonas,A,2026-11-20,Pen,\n1,Jonas,B,never,Pen,\n"
    #expect(try take(csv, .allOrNothing, in: folder).added == 0)
    #expect(try folder.orders.orders(of: PersonID(high: 1, low: 1)).isEmpty)
    let report = try take(csv, .skipBadRows, in: folder)
    #expect(report.added == 1)
    #expect(report.faults.map(\.line) == [3])
  }
}
