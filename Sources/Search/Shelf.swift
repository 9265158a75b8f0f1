package import Primitives

/// Folded words of many rows (talks, people), one behind the other, as they are kept in a file and searched in memory.
///
/// A row's records are chained from its last one back. What is added goes to the end; what is erased is overwritten.
package struct Shelf: Sendable {
  /// Names a row: a talk's or a person's name.
  package typealias Key = Identifier<Shelf>

  /// One talk or person.
  package struct Row: Sendable {
    /// Its name.
    package let key: Key
    /// When it began, or what its file looked like.
    package internal(set) var stamp: Int64
    /// The number of the last line that was taken in.
    package internal(set) var seq = 0
    /// Whether more is to come.
    package internal(set) var state = State.open
    var last: Int

    /// open -> ended; both -> gone.
    package enum State: Sendable { case open, ended, gone }
  }

  /// The names once more, side by side: walked through whole for those in which a letter is wrong.
  package struct Names: Sendable {
    /// All of them, one behind the other.
    package private(set) var bytes: [UInt8] = []
    /// Where each ends, whose it is, and where its record stands: both places only grow.
    private(set) var ends: [(end: Int, row: Int, place: Int)] = []

    mutating func add(_ name: ArraySlice<UInt8>, of row: Int, at place: Int) {
      bytes += name
      ends.append((bytes.count, row, place))
    }

    /// Overwrites the name of the record at that place.
    mutating func erase(at place: Int) {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle].place < place { low = middle + 1 } else { high = middle }
      }
      guard low < ends.count, ends[low].place == place else { return }
      for index in (low == 0 ? 0 : ends[low - 1].end)..<ends[low].end { bytes[index] = UInt8(ascii: " ") }
    }
  }

  /// A stretch of the bytes that is searched at once.
  struct Block {
    /// Where it begins, and how many rows began before it.
    let start: Int, rows: Int
    /// The first row that has words in it.
    var lowestRow = Int.max
  }

  static let blockSize = 1 << 16
  private static let title = Array("second ring search 1\n".utf8)

  /// Everything, as it is in the file.
  package private(set) var bytes: [UInt8]
  /// All rows, in the order in which they were begun.
  package private(set) var rows: [Row] = []
  /// How many bytes are of rows that are gone.
  package private(set) var blankBytes = 0
  /// The names of all rows.
  package private(set) var names = Names()
  private(set) var blocks: [Block]

  /// An empty one.
  package init() {
    bytes = Self.title
    blocks = [Block(start: bytes.count, rows: 0)]
  }

  /// Reads a file as far as it is whole; nil when it is none of this version.
  package init?(_ file: [UInt8]) {
    guard file.starts(with: Self.title) else { return nil }
    self.init()
    var place = bytes.count
    while let record = ShelfRecord(proved: file.span, at: place), note(record, at: place, in: file) {
      place &+= ShelfRecord.size &+ record.length
    }
    bytes = file
    if place < file.count { bytes.removeSubrange(place...) }
  }

  /// Begins a row; its number.
  package mutating func begin(_ key: Key, stamp: Int64) -> Int {
    var text: [UInt8] = []
    for number in [Int64(bitPattern: key.high), Int64(bitPattern: key.low), stamp] {
      ShelfRecord.append(Int(number), 8, to: &text)
    }
    append(ShelfRecord(.begin, length: text.count, row: rows.count, seq: 0, previous: 0), text)
    return rows.count - 1
  }

  /// Adds words to a row, from the line of this number; in `names` a letter may be wrong when they are searched.
  package mutating func add(_ text: String, asName: Bool = false, seq: Int, to row: Int) {
    guard rows.indices.contains(row), rows[row].state == .open else { return }
    let folded = FoldedText(text).bytes
    guard !folded.isEmpty, folded.count < ShelfRecord.longest else { return }
    let kind: ShelfRecord.Kind = asName ? .name : .words
    append(ShelfRecord(kind, length: folded.count, row: row, seq: seq, previous: rows[row].last), folded)
  }

  /// Says that a row is whole.
  package mutating func end(_ row: Int, seq: Int) {
    guard rows.indices.contains(row), rows[row].state == .open else { return }
    append(ShelfRecord(.end, row: row, seq: seq, previous: rows[row].last), [])
  }

  private mutating func append(_ record: ShelfRecord, _ text: [UInt8]) {
    let place = bytes.count
    bytes += record.bytes(text)
    _ = note(record, at: place, in: bytes)
  }

  /// Takes a record into the tables; false when it fits nowhere.
  private mutating func note(_ record: ShelfRecord, at place: Int, in bytes: [UInt8]) -> Bool {
    switch record.kind {
    case .begin, .gone: guard noteBeginning(record, at: place, in: bytes) else { return false }
    case .words, .name, .end, .blank:
      guard rows.indices.contains(record.row) else { return false }
      rows[record.row].last = place
      rows[record.row].seq = max(rows[record.row].seq, record.seq)
    }
    if record.kind == .name {
      let text = place + ShelfRecord.size
      names.add(bytes[text..<text + record.length], of: record.row, at: place)
    }
    if record.kind == .end { rows[record.row].state = .ended }
    if record.kind == .blank || record.kind == .gone { blankBytes += ShelfRecord.size + record.length }
    if place - (blocks.last?.start ?? 0) >= Self.blockSize { blocks.append(Block(start: place, rows: rows.count)) }
    blocks[blocks.count - 1].lowestRow = min(blocks[blocks.count - 1].lowestRow, record.row)
    return true
  }

  private mutating func noteBeginning(_ record: ShelfRecord, at place: Int, in bytes: [UInt8]) -> Bool {
    guard record.row == rows.count, record.length == 24 else { return false }
    let text = place + ShelfRecord.size
    func word(_ index: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[text + 8 * index + $1]) << UInt64(8 * $1) }
    }
    let key = Key(high: word(0), low: word(1))
    rows.append(Row(key: key, stamp: Int64(bitPattern: word(2)), last: place))
    if record.kind == .gone { rows[record.row].state = .gone }
    return true
  }

  /// Overwrites all that was ever written of a row; the places that changed.
  package mutating func erase(_ row: Int) -> [Range<Int>] {
    guard rows.indices.contains(row), rows[row].state != .gone else { return [] }
    rows[row].state = .gone
    return records(of: row).map { place, record in
      let kind: ShelfRecord.Kind = record.kind == .begin ? .gone : .blank
      let blank = ShelfRecord(kind, length: record.length, row: row, seq: record.seq, previous: record.previous)
      blankBytes += ShelfRecord.size + record.length
      if record.kind == .name { names.erase(at: place) }
      return overwrite(place, with: blank.bytes([UInt8](repeating: 0, count: record.length)))
    }
  }

  /// Gives a row another stamp; the place that changed.
  package mutating func restamp(_ row: Int, _ stamp: Int64) -> [Range<Int>] {
    guard let (place, record) = records(of: row).last, record.kind == .begin else { return [] }
    rows[row].stamp = stamp
    var text = Array(bytes[place + ShelfRecord.size..<place + ShelfRecord.size + 16])
    ShelfRecord.append(Int(stamp), 8, to: &text)
    return [overwrite(place, with: record.bytes(text))]
  }

  /// A row's folded texts, oldest first.
  package func texts(of row: Int) -> [[UInt8]] {
    records(of: row).reversed().filter { $0.record.kind == .words || $0.record.kind == .name }.map { place, record in
      Array(bytes[place + ShelfRecord.size..<place + ShelfRecord.size + record.length])
    }
  }

  private func records(of row: Int) -> [(place: Int, record: ShelfRecord)] {
    guard rows.indices.contains(row) else { return [] }
    var (records, place): ([(place: Int, record: ShelfRecord)], Int) = ([], rows[row].last)
    while place > 0, let record = ShelfRecord(bytes.span, at: place), record.row == row {
      records.append((place, record))
      place = record.previous
    }
    return records
  }

  private mutating func overwrite(_ place: Int, with new: [UInt8]) -> Range<Int> {
    bytes.replaceSubrange(place..<place + new.count, with: new)
    return place..<place + new.count
  }
}
