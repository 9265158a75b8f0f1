import Primitives

/// The 24 bytes before each piece of text of a shelf.
///
/// Checksum of what follows (4), kind (1), length of the text (3), row (4), seq (4), place of the row's record before (8);
/// all little-endian.
struct ShelfRecord {
  static let size = 24
  static let longest = 1 << 24

  enum Kind: UInt8 {
    /// A row begins: its id and stamp.
    case begin = 1
    case words
    /// Names, in which a letter may be wrong.
    case name
    /// Nothing more comes in this row.
    case end
    /// What stood here is erased.
    case blank
    /// A row that is erased.
    case gone
  }

  var kind: Kind, length: Int, row: Int, seq: Int, previous: Int

  init(_ kind: Kind, length: Int = 0, row: Int, seq: Int, previous: Int) {
    self.kind = kind
    self.length = length
    self.row = row
    self.seq = seq
    self.previous = previous
  }

  /// Reads the fields at a place where a whole record is known to stand.
  init?(_ bytes: Span<UInt8>, at place: Int) {
    guard place >= 0, place <= bytes.count &- Self.size, let kind = Kind(rawValue: bytes[place &+ 4]) else {
      return nil
    }
    self.kind = kind
    length = Self.number(bytes, place &+ 5, 3)
    row = Self.number(bytes, place &+ 8, 4)
    seq = Self.number(bytes, place &+ 12, 4)
    previous = Self.number(bytes, place &+ 16, 7)
  }

  /// The same, with the text there and the checksum right.
  init?(proved bytes: Span<UInt8>, at place: Int) {
    self.init(bytes, at: place)
    guard length <= bytes.count &- place &- Self.size, previous < Swift.max(place, 1) else { return nil }
    let sum = CRC32C.of(bytes.extracting(place &+ 4..<place &+ Self.size &+ length))
    guard Self.number(bytes, place, 4) == Int(sum) else { return nil }
  }

  /// The header and the text, as they are kept.
  func bytes(_ text: [UInt8]) -> [UInt8] {
    var bytes = [0, 0, 0, 0, kind.rawValue]
    for (number, size) in [(length, 3), (row, 4), (seq, 4), (previous, 8)] { Self.append(number, size, to: &bytes) }
    bytes += text
    var sum: [UInt8] = []
    Self.append(Int(CRC32C.of(bytes.span.extracting(4..<bytes.count))), 4, to: &sum)
    bytes.replaceSubrange(0..<4, with: sum)
    return bytes
  }

  static func append(_ number: Int, _ size: Int, to bytes: inout [UInt8]) {
    for index in 0..<size { bytes.append(UInt8(truncatingIfNeeded: number &>> (8 &* index))) }
  }

  @inline(__always)
  static func number(_ bytes: Span<UInt8>, _ place: Int, _ size: Int) -> Int {
    guard place >= 0, place <= bytes.count &- 8 else { return slowNumber(bytes, place, size) }
    // Eight bytes are there; a start reads five numbers of each record.
    let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: UInt64.self).littleEndian
    return Int(truncatingIfNeeded: word & (UInt64.max >> UInt64(64 &- 8 &* size)))
  }

  private static func slowNumber(_ bytes: Span<UInt8>, _ place: Int, _ size: Int) -> Int {
    var number = 0
    for index in 0..<size { number |= Int(bytes[place &+ index]) &<< (8 &* index) }
    return number
  }
}
