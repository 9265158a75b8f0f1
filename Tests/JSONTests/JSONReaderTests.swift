import Foundation
import JSON
import Testing

@Suite struct JSONReaderTests {
  @Test(arguments: [
    "", " ", "nul", "nulL", "truee", "tru", "False", "+1", "01", "-", "1.", ".5", "1e", "1e+", "0x1", "\"", "\"\\\"",
    "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\u{1}\"", "\"\n\"",
    "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}",
    "{a:1}", "{\"a\" 1}", "{1:1}", "{\"a\":1 \"b\":2}", "]", "}", "[}", "{]", "1 2", "{} x", "NaN", "Infinity", "'a'",
    "\u{FEFF}1", "// 1", "[1}", "{\"a\":1]",
  ]) func `what is not JSON is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(Array(text.utf8)) }
    #expect(throws: JSONError.self) { try skimmed(Array(text.utf8)) }
  }

  @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    let text: [UInt8] = [0x22] + bytes + [0x22]
    #expect(throws: JSONError.encoding(at: 1)) { try JSONValue(text) }
    #expect(throws: JSONError.encoding(at: 1)) { try skimmed(text) }
  }

  @Test func `nesting stops at the limit`() {
    let fits = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
    #expect(throws: Never.self) { try JSONValue(Array(fits.utf8)) }
    #expect(throws: JSONError.depth(at: 32)) { try JSONValue(Array("[\(fits)]".utf8)) }
    #expect(throws: JSONError.depth(at: 32)) { try skimmed(Array(String(repeating: "[", count: 100_000).utf8)) }
  }

  @Test func `numbers keep within their type`() throws {
    #expect(try read("9223372036854775807") { r throws(JSONError) in try r.int() } == Int.max)
    #expect(try read("-9223372036854775808") { r throws(JSONError) in try r.int() } == Int.min)
    #expect(throws: JSONError.range(at: 0)) { try read("9223372036854775808") { r throws(JSONError) in try r.int() } }
    #expect(throws: JSONError.range(at: 1)) { try read(" -9223372036854775809") { r throws(JSONError) in try r.int() } }
    #expect(throws: JSONError.type(at: 0)) { try read("1.0") { r throws(JSONError) in try r.int() } }
    #expect(throws: JSONError.type(at: 0)) { try read("\"1\"") { r throws(JSONError) in try r.int() } }
    #expect(try read("-12.5e-1") { r throws(JSONError) in try r.double() } == -1.25)
    #expect(throws: JSONError.range(at: 0)) { try read("1e999") { r throws(JSONError) in try r.double() } }
  }

  @Test func `escapes are undone`() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\u20AC\ud83d\uDE00 plain é €""#
    #expect(try read(text) { r throws(JSONError) in try r.string() } == "\"\\/\u{8}\u{c}\n\r\té€😀 plain é €")
  }

  @Test(arguments: 0..<20) func `a letter that means something is met at any place`(place: Int) throws {
    let plain = [UInt8](repeating: UInt8(ascii: "x"), count: 20)
    func read(_ letters: [UInt8]) throws -> String {
      let text = [UInt8(ascii: "\"")] + letters + [UInt8(ascii: "\"")]
      var reader = JSONReader(text.span)
      let string = try reader.string()
      try reader.finish()
      return string
    }
    func with(_ letters: [UInt8]) -> [UInt8] { plain[..<place] + letters + plain[place...] }
    for control: UInt8 in 0..<0x20 { #expect(throws: JSONError.self) { try read(with([control])) } }
    for alone: [UInt8] in [[0x22], [0x5C], [0xFF], [0xC3]] { #expect(throws: JSONError.self) { try read(with(alone)) } }
    for letter in ["é", "€", "🔔", "\u{7F}", " ", "!", "[", "#", "]"] {
      #expect(Array(try read(with(Array(letter.utf8))).utf8) == with(Array(letter.utf8)))
    }
    #expect(Array(try read(with(Array(#"\n"#.utf8))).utf8) == with([0x0A]))
  }

  @Test func `a short key is a number, and every other one is none`() throws {
    let text = Array(#"{"seq":1,"colleague":2,"colleagues":3,"s\u0065q":4,"né":5,"":6}"#.utf8)
    var (reader, words): (JSONReader, [UInt64]) = (JSONReader(text.span), [])
    try reader.openObject()
    while let word = try reader.nextShortKey() {
      words.append(word)
      try reader.skip()
    }
    try reader.finish()
    let number = { (key: String) in key.utf8.reduce(UInt64(0)) { $0 << 7 | UInt64($1) } }
    #expect(words == [number("seq"), number("colleague"), 0, 0, 0, 0])
  }

  @Test func `an object is read key by key`() throws {
    var (seq, text, isOn, rows) = (0, "", false, [Int]())
    let bytes = Array(
      #" { "skip" : {"a":[1,{"b":null}]}, "seq":7,"text":"hé","on":true,"rows":[1,2,3],"seq":8 } "#.utf8)
    var reader = JSONReader(bytes.span)
    try reader.openObject()
    while let key = try reader.nextKey() {
      switch key {
      case "seq": seq = try reader.int()
      case "text": text = try reader.string()
      case "on": isOn = try reader.bool()
      case "rows":
        try reader.openArray()
        while try reader.nextElement() { rows.append(try reader.int()) }
      default: try reader.skip()
      }
    }
    try reader.finish()
    #expect((seq, text, isOn) == (8, "hé", true))
    #expect(rows == [1, 2, 3])
  }

  @Test func `the tree knows where things stand and refuses a key that comes twice`() throws {
    let bytes = Array("{\n  \"ring\": 6,\n  \"name\": \"x\"\n}".utf8)
    let value = try JSONValue(bytes)
    #expect(value["ring"]?.int == 6)
    #expect(value["name"].map { JSONPosition(offset: $0.offset, in: bytes) } == JSONPosition(offset: 25, in: bytes))
    #expect(JSONPosition(offset: 25, in: bytes).description == "line 3, column 11")
    #expect(throws: JSONError.duplicate(at: 11)) { try JSONValue(Array(#"{"a":1,"a":2}"#.utf8)) }
  }

  @Test func `mutated texts never trap and agree with Foundation`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Seeded(seed)
    let texts = [
      #"{"type":"say","mid":"abcdefghijklmnopqrstuvwxyz","text":"Grüße \ud83d\ude00 \"ok\"","n":[1,-2.5e3,true,null]}"#,
      #"[[],{},"",0,-0,1e-7,"\u0000\/",{"a":{"b":[{"c":"ÿ"}]}}]"#,
    ]
    for _ in 0..<20_000 {
      var bytes = Array(texts[Int(random.next() % 2)].utf8)
      for _ in 0...(random.next() % 3) { mutate(&bytes, &random) }
      let ours = try? JSONValue(bytes)
      #expect((ours == nil) == ((try? skimmed(bytes)) == nil), "seed \(seed)")
      guard let ours else { continue }
      // Foundation must take what we take; the other way round it is laxer (duplicate keys, encodings).
      let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      #expect(
        theirs.map { isSame(ours, $0) } ?? isExcused(bytes), "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }
}

func read<T>(_ text: String, _ body: (inout JSONReader) throws(JSONError) -> T) throws(JSONError) -> T {
  let bytes = Array(text.utf8)
  var reader = JSONReader(bytes.span)
  let value = try body(&reader)
  try reader.finish()
  return value
}

func skimmed(_ bytes: [UInt8]) throws(JSONError) {
  var reader = JSONReader(bytes.span)
  try reader.skip()
  try reader.finish()
}

/// A generator that repeats itself for the same seed (splitmix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}

private func mutate(_ bytes: inout [UInt8], _ random: inout Seeded) {
  guard let index = bytes.indices.randomElement(using: &random) else { return }
  switch random.next() % 4 {
  case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
  case 1: bytes.remove(at: index)
  case 2: bytes.insert(Array(#"{}[]",:\u0123.-eE "#.utf8).randomElement(using: &random) ?? 0, at: index)
  default: bytes.removeSubrange(index...)
  }
}

/// Foundation takes a leading NUL or zero bytes for UTF-16 and 32; we speak UTF-8 only.
private func isExcused(_ bytes: [UInt8]) -> Bool { bytes.contains(0) }

private func isSame(_ ours: JSONValue, _ theirs: Any) -> Bool {
  switch ours.content {
  case .null: return theirs is NSNull
  case .bool(let value): return (theirs as? Bool) == value
  case .integer(let value): return (theirs as? NSNumber)?.intValue == value
  case .number(let value): return (theirs as? NSNumber)?.doubleValue == value
  case .string(let value): return (theirs as? String) == value
  case .array(let values):
    guard let others = theirs as? [Any], others.count == values.count else { return false }
    return zip(values, others).allSatisfy(isSame)
  case .object(let members):
    guard let others = theirs as? [String: Any], others.count == members.count else { return false }
    return members.allSatisfy { member in others[member.key].map { isSame(member.value, $0) } ?? false }
  }
}
