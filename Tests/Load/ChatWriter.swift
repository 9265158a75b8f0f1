import EventLoops
import Primitives

/// Writes one side's messages: names each, remembers when it left, and knows each acknowledgement once.
struct ChatWriter {
  private let high: UInt16
  private var count: UInt64
  private var sent: [String: UInt64] = [:]

  init(number: Int) {
    high = UInt16(truncatingIfNeeded: number)
    count = .random(in: 0 ... .max >> 1)
  }

  /// A `say` whose text begins with the moment it was written.
  mutating func say(in talk: String? = nil) -> String {
    count &+= 1
    let mid = Identifier<ChatWriter>(at: Clock.now(), random: (count, high)).description
    let now = Moment.now
    sent[mid] = now
    let place = talk.map { "\"c\":\"\($0)\"," } ?? ""
    return
      "{\"type\":\"say\",\(place)\"mid\":\"\(mid)\",\"text\":\"\(now) Do you still have the blue one in size 42?\"}"
  }

  /// How long this message took to be acknowledged; nil when it was never sent or was acknowledged before.
  mutating func acked(_ mid: String) -> UInt64? { sent.removeValue(forKey: mid).map { Moment.now - $0 } }

  /// How long ago the text was written.
  static func age(of text: String) -> UInt64? {
    UInt64(text.prefix { $0 != " " }).map { Moment.now - $0 }
  }
}
