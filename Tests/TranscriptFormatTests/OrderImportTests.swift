import ChatDomain
import Testing
import TranscriptFormat

@Suite struct OrderImportTests {
  func read(_ text: String) -> OrderImport { OrderImport(csv: Array(text.utf8)) }

  @Test func `columns are found by their names in any order`() {
    let file = read("title, Order ,date,email,note\nInk, 7 ,2026-11-20,j@x.example,hm\n")
    #expect(file.faults == [])
    #expect(
      file.rows.map(\.order) == [
        Order(number: "7", date: "2026-11-20", title: "Ink", quantity: 1, total: "", status: "")
      ])
    #expect(file.rows.map(\.email) == ["j@x.example"])
  }

  @Test func `each bad row is named with its line and column, and the others are good`() {
    let file = read(
      """
      customer,order,date,title,quantity
      1,A,2026-11-20,Pen,2
      1,B,2026-02-30,Pen,2
      1,,2026-11-20,Pen,2
      ,C,2026-11-20,Pen,2

      1,D,2026-11-20,Pen,two
      1,E,2026-11-20,Pen,
      "x"y,F,2026-11-20,Pen,1
      """)
    #expect(file.rows.map(\.order.number) == ["A", "E"])
    #expect(file.faults.map(\.line) == [3, 4, 5, 7, 9])
    #expect(file.faults.map(\.field) == ["date", "order", "customer", "quantity", "column 1"])
  }

  @Test(arguments: [("", ""), ("customer,date,title\n", "order"), ("order,date,title\n", "customer")])
  func `a file without what is needed says so`(text: String, field: String) {
    #expect(read(text).faults.map(\.field) == [field])
    #expect(read(text).rows.isEmpty)
  }
}
