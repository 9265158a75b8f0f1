import ChatDomain
import ChatServer
import ChatTesting
import Testing

struct OutboundTests {
  private func letter(_ number: Int) -> DeskEffect { .hangUp(SocketID(UInt64(number)), .signedOut) }

  @Test func `with nothing unwritten a letter leaves at once`() {
    var outbound = Outbound()
    let isHeld = outbound.holds(letter(1))
    #expect(!isHeld)
    #expect(outbound.isEmpty)
  }

  @Test func `a letter waits for the lines before it and not for those behind`() {
    var outbound = Outbound()
    outbound.wrote()
    #expect(outbound.holds(letter(1)) == true)
    outbound.wrote()
    #expect(outbound.holds(letter(2)) == true)
    #expect(outbound.next() == nil)
    outbound.reached(1)
    #expect(outbound.next() == letter(1))
    #expect(outbound.next() == nil)
    outbound.reached(2)
    #expect(outbound.next() == letter(2))
    #expect(outbound.isEmpty)
  }

  @Test func `a letter never overtakes one that is free but has not left yet`() {
    var outbound = Outbound()
    outbound.wrote()
    #expect(outbound.holds(letter(1)) == true)
    outbound.reached(1)
    #expect(outbound.holds(letter(2)) == true)
    #expect([outbound.next(), outbound.next(), outbound.next()] == [letter(1), letter(2), nil])
  }

  @Test func `an older count of written lines takes nothing back`() {
    var outbound = Outbound()
    outbound.wrote()
    outbound.wrote()
    outbound.reached(2)
    outbound.reached(1)
    let isHeld = outbound.holds(letter(1))
    #expect(!isHeld)
  }

  /// Lines, letters, syncs and departures in any order: letters leave in the order they came, none before its line.
  @Test(arguments: UInt64(1)...200)
  func `in any interleaving nothing passes an unwritten line`(seed: UInt64) {
    var random = SeededRandom(seed)
    var outbound = Outbound()
    var (linesBefore, left, durable) = ([Int](), [Int](), 0)
    func leave(_ number: Int) {
      #expect(linesBefore[number] <= durable, "letter \(number) passed a line")
      left.append(number)
    }
    func drain(_ most: Int) {
      for _ in 0..<most {
        guard case .hangUp(let socket, _) = outbound.next() else { return }
        leave(Int(socket.number))
      }
    }
    for _ in 0..<400 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: outbound.wrote()
      case 2, 3:
        linesBefore.append(outbound.written)
        if !outbound.holds(letter(linesBefore.count - 1)) { leave(linesBefore.count - 1) }
      case 4:
        durable = max(durable, .random(in: 0...outbound.written, using: &random))
        outbound.reached(durable)
      default: drain(.random(in: 0...5, using: &random))
      }
    }
    durable = outbound.written
    outbound.reached(durable)
    drain(.max)
    #expect(left == Array(linesBefore.indices))
    #expect(outbound.isEmpty)
  }
}
