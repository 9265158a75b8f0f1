package import ChatDomain
import JSON

/// One past purchase as a line of `orders/ab/<person>.jsonl`.
package enum OrderLine {
  /// The line's bytes, `\n` included.
  package static func encoded(_ order: Order) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.field("v", 1)
      $0.field("number", order.number)
      $0.field("date", order.date)
      $0.field("title", order.title)
      $0.field("quantity", order.quantity)
      $0.field("total", order.total)
      $0.field("status", order.status)
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// Reads the lines of a file; a bad line is an error that names it.
  package static func decoded(file bytes: [UInt8]) throws(FileFault) -> [Order] {
    var orders: [Order] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where line.contains(where: { $0 > 0x20 }) {
      orders.append(try decoded(line, number: index + 1))
    }
    return orders
  }

  private static func decoded(_ line: ArraySlice<UInt8>, number: Int) throws(FileFault) -> Order {
    func text(_ field: String, _ value: JSONValue) -> String { value[field]?.string ?? "" }
    let value: JSONValue
    do { value = try JSONValue(Array(line)) } catch {
      throw FileFault(line: number, field: "", problem: "not JSON at byte \(error.offset)")
    }
    guard let order = value["number"]?.string, !order.isEmpty else {
      throw FileFault(line: number, field: "number", problem: "is missing")
    }
    return Order(
      number: order, date: text("date", value), title: text("title", value), quantity: value["quantity"]?.int ?? 1,
      total: text("total", value), status: text("status", value))
  }
}
