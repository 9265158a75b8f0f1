import ChatDomain
import Testing
import TranscriptFormat

@Suite struct OrderImportTests {
  func read(_ text: String) -> OrderImport { OrderImport(csv: Array(text.utf8)) }

  @Test func `columns are found by their names in any order`() {
    let file = read("title, Order ,date,email,Note\nInk, 7 ,2026-11-20,j@x.example,hm\n")
    #expect(file.faults == [] && file.unread == ["Note"])
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

  private static let head = "customer,order,date,title,quantity,total,status\n"

  @Test(arguments: [
    ("1,A,2026-11-20,Pen,1,26,00,sent\n", "", "has 8 fields, the row of column names 7"),
    ("1,A,2026-11-20,Pen\n", "", "has 4 fields, the row of column names 7"),
    ("1,A,2026-11-20,Pen,\"1,200\",26.00,sent\n", "quantity", "not \"1,200\""),
    ("1,A,2026-11-20,Pen,1.0,26.00,sent\n", "quantity", "not \"1.0\""),
    ("1,A,2026-11-20,Pen,-1,26.00,sent\n", "quantity", "not \"-1\""),
    ("1,A\u{0}\u{0},2026-11-20,Pen,1,26.00,sent\n", "order", "U+0000"),
    ("1,A,2026-11-20,Pen\u{1A},1,26.00,sent\n", "title", "U+001A"),
    ("1,'5001,2026-11-20,Pen,1,26.00,sent\n", "order", "apostrophe"),
    ("1,A,2026-11-20,Pen,1,'+26.00,sent\n", "total", "apostrophe"),
    ("1,1.00002E+11,2026-11-20,Pen,1,26.00,sent\n", "order", "shortened"),
    ("4711.0,A,2026-11-20,Pen,1,26.00,sent\n", "customer", "made a number"),
    ("1,A,9999-12-31,Pen,1,26.00,sent\n", "date", "from 1970 to 2199"),
    ("1,A,0001-01-01,Pen,1,26.00,sent\n", "date", "from 1970 to 2199"),
    ("1,A,20.11.2026,Pen,1,26.00,sent\n", "date", "not \"20.11.2026\""),
  ])
  func `a row that is not as it was meant is refused, and what stands there is said`(
    row: String, field: String, problem: String
  ) {
    let file = read(Self.head + "0,Z,2026-11-20,Ink,1,1.00,sent\n" + row)
    #expect(file.rows.map(\.order.number) == ["Z"])
    #expect(file.faults.map(\.line) == [3] && file.faults.map(\.field) == [field])
    #expect(file.faults.first?.problem.contains(problem) == true, "\(file.faults)")
  }

  @Test func `two columns of one name are refused`() {
    let file = read("customer,name,order,date,title, Name \n1,Ines,A,2026-11-20,Pen,Gift box\n")
    #expect(file.rows.isEmpty)
    #expect(file.faults.map(\.description) == ["line 1, \"name\": columns 2 and 6 both have this name"])
    #expect(read("order,date,title,email,note,note\nA,2026-11-20,Pen,i@x.example,1,2\n").faults == [])
  }

  @Test(arguments: ["\r", "\n", "\r\n"]) func `lines end as they do on any system`(end: String) {
    let text = "\n" + Self.head + "1,A,2026-11-20,Pen,1,26.00,sent\n1,B,2026-11-20,\"Tea\npot\",1,2.00,\n,,,,,,\n\n"
    let file = read(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end))
    #expect(file.faults == [])
    #expect(file.rows.map(\.order.title) == ["Pen", "Tea pot"])
  }

  @Test func `a file without an order in it says so`() {
    for text in [Self.head, Self.head + "\n,,,,,,\n"] {
      #expect(read(text).faults.map(\.problem) == ["there is no order below the row of column names"])
    }
  }

  @Test func `what a customer calls themselves is fit to be drawn`() {
    let file = read("email,name,order,date,title\ni@x.example,Ines\u{202E}\u{200B},A,2026-11-20,Pen\u{202E}\n")
    #expect(file.rows.map(\.name) == ["Ines"] && file.rows.map(\.order.title) == ["Pen"])
  }

  @Test(arguments: [("", ""), ("customer,date,title\n", "order"), ("order,date,title\n", "customer")])
  func `a file without what is needed says so`(text: String, field: String) {
    #expect(read(text).faults.map(\.field) == [field])
    #expect(read(text).rows.isEmpty)
  }
}
