extension Shelf {
  /// Rows that have everything wanted, the latest first.
  package struct Found: Equatable, Sendable {
    /// Their numbers.
    package internal(set) var rows: [Int] = []
    /// Whether there are more behind them.
    package internal(set) var isMore = false
  }

  /// Finds at most so many rows, begun before the row of that number when there is one.
  package func find(_ wanted: Wanted, before last: Int? = nil, limit: Int) -> Found {
    var search = ShelfSearch(self, wanted, before: last ?? rows.count)
    return search.run(limit)
  }
}

/// One search through a shelf, from its end back, until enough is found.
private struct ShelfSearch {
  let shelf: Shelf, wanted: Wanted, last: Int
  /// For each word the rows in which a name is near to it.
  private var near: [Set<Int>]
  private var isSeen: [Bool], found: [Int] = []

  init(_ shelf: Shelf, _ wanted: Wanted, before last: Int) {
    (self.shelf, self.wanted, self.last) = (shelf, wanted, last)
    near = Array(repeating: [], count: wanted.words.count)
    isSeen = Array(repeating: false, count: shelf.rows.count)
    findNames()
  }

  mutating func run(_ limit: Int) -> Shelf.Found {
    if wanted.words.isEmpty { takeNewest(limit) } else { scan(limit) }
    found.sort(by: >)
    return Shelf.Found(rows: Array(found.prefix(limit)), isMore: found.count > limit)
  }

  private mutating func takeNewest(_ limit: Int) {
    for row in stride(from: min(last, shelf.rows.count) - 1, through: 0, by: -1) where found.count <= limit {
      consider(row)
    }
  }

  /// The rarest word leads to the rows; in those alone the others are looked for.
  private mutating func scan(_ limit: Int) {
    let guide = rarest()
    for row in near[guide] { consider(row) }
    for index in shelf.blocks.indices.reversed() where shelf.blocks[index].lowestRow < last {
      scan(shelf.blocks[index].start..<end(of: index), for: wanted.words[guide].needle)
      // What began in the blocks searched so far has all been found.
      let rows = shelf.blocks[index].rows
      if found.count > limit, found.count(where: { $0 >= rows }) > limit { return }
    }
  }

  private mutating func scan(_ block: Range<Int>, for needle: Needle) {
    let shelf = shelf
    let bytes = shelf.bytes.span
    var place = block.lowerBound
    var from = place
    while let hit = needle.find(in: bytes, from..<block.upperBound) {
      while let record = ShelfRecord(bytes, at: place) {
        let text = place + ShelfRecord.size
        place = text + record.length
        guard place > hit else { continue }
        if hit >= text, record.kind == .words || record.kind == .name { consider(record.row) }
        break
      }
      from = max(place, hit + 1)
    }
  }

  private func end(of block: Int) -> Int {
    block + 1 < shelf.blocks.count ? shelf.blocks[block + 1].start : shelf.bytes.count
  }

  private func rarest() -> Int {
    guard wanted.words.count > 1 else { return 0 }
    let step = max(1, shelf.blocks.count / 8)
    let counts = wanted.words.map { word in
      stride(from: shelf.blocks.count - 1, through: 0, by: -step).reduce(0) { $0 + count(word.needle, in: $1) }
    }
    return counts.indices.min { (counts[$0], near[$0].count) < (counts[$1], near[$1].count) } ?? 0
  }

  private func count(_ needle: Needle, in block: Int) -> Int {
    let (bytes, end) = (shelf.bytes.span, end(of: block))
    var (count, from) = (0, shelf.blocks[block].start)
    while let hit = needle.find(in: bytes, from..<end) { (count, from) = (count + 1, hit + 1) }
    return count
  }

  private mutating func consider(_ row: Int) {
    guard row < last, !isSeen[row] else { return }
    isSeen[row] = true
    guard shelf.rows[row].state != .gone, wanted.range?.contains(shelf.rows[row].stamp) ?? true else { return }
    if hasAll(row) { found.append(row) }
  }

  private func hasAll(_ row: Int) -> Bool {
    var missing = wanted.words.indices.filter { !near[$0].contains(row) }
    let bytes = shelf.bytes.span
    var place = shelf.rows[row].last
    while !missing.isEmpty, place > 0, let record = ShelfRecord(bytes, at: place) {
      if record.kind == .words || record.kind == .name {
        let text = place + ShelfRecord.size..<place + ShelfRecord.size + record.length
        missing.removeAll { wanted.words[$0].needle.find(in: bytes, text) != nil }
      }
      place = record.previous
    }
    return missing.isEmpty
  }

  private mutating func findNames() {
    let wishes = wanted.words.enumerated().compactMap { index, word in word.name.map { (index, $0) } }
    guard !wishes.isEmpty else { return }
    let names = shelf.names
    var start = 0
    for (end, row, _) in names.ends {
      FoldedText.forEachWord(in: names.bytes.span, start..<end) { word in
        for (index, name) in wishes where name.isNear(names.bytes.span, word) { near[index].insert(row) }
      }
      start = end
    }
  }
}
