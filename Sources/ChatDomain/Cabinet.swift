/// Values by key, each read and changed where it lies.
///
/// A dictionary hands a copy out: of a talk that is dozens of counted references, for the one number that is wanted.
struct Cabinet<Key: Hashable & Sendable, Value: Filed>: Sendable {
  private struct Row: Sendable {
    private(set) var contents: [Value?] = []

    /// With room for all its drawers at once: doubled, it would leave a hole behind each time.
    init() { contents.reserveCapacity(width) }

    mutating func extend() { contents.append(nil) }

    subscript(drawer: Int) -> Value? {
      _read { yield contents.span[drawer] }
      _modify { yield &contents[drawer] }
    }
  }

  /// Drawers in a row.
  private static var width: Int { 64 }

  private var drawers: [Key: Int] = [:]
  /// Row by row: one long array would be copied whole each time it grows, and leave as large a hole behind.
  private var rows: [Row] = []
  private var count = 0
  private var empty: [Int] = []
  /// The drawer asked for last: one event looks many times at the same talk.
  private var latest: (key: Key, drawer: Int)?

  /// Everything in it, in no order that means anything.
  var values: [Value] { rows.flatMap { $0.contents.compactMap(\.self) } }

  subscript(key: Key) -> Value? {
    _read {
      if let drawer = drawer(of: key) { yield rows.span[drawer / Self.width][drawer % Self.width] } else { yield nil }
    }
    _modify {
      if let drawer = seek(key) {
        defer { if rows[drawer / Self.width][drawer % Self.width] == nil { vacate(drawer, key) } }
        yield &rows[drawer / Self.width][drawer % Self.width]
      } else {
        var new: Value?
        defer { if let new { insert(new, for: key) } }
        yield &new
      }
    }
  }

  subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
    get { self[key] ?? value() }
    _modify {
      let drawer = seek(key) ?? insert(value(), for: key)
      var content = rows[drawer / Self.width][drawer % Self.width].take() ?? value()
      defer { rows[drawer / Self.width][drawer % Self.width] = content }
      yield &content
    }
  }

  /// Remembers where this key's value lies, for all that is asked about it next.
  @discardableResult mutating func seek(_ key: Key) -> Int? {
    if let latest, latest.key == key { return latest.drawer }
    guard let drawer = drawers[key] else { return nil }
    latest = (key, drawer)
    return drawer
  }

  /// Opens the drawer: whoever asks for several things of a value there spares the copy of all the others.
  mutating func open<Result>(_ key: Key, _ body: (inout Value) -> Result) -> Result? {
    guard let drawer = seek(key) else { return nil }
    return rows[drawer / Self.width][drawer % Self.width]?.open(body)
  }

  /// Whether there is a value for this key.
  func contains(_ key: Key) -> Bool { drawer(of: key) != nil }

  /// Takes a value out.
  mutating func removeValue(forKey key: Key) -> Value? {
    defer { self[key] = nil }
    return self[key]
  }

  private func drawer(of key: Key) -> Int? {
    if let latest, latest.key == key { return latest.drawer }
    return drawers[key]
  }

  @discardableResult private mutating func insert(_ value: Value, for key: Key) -> Int {
    let drawer = empty.popLast() ?? append()
    rows[drawer / Self.width][drawer % Self.width] = value
    drawers[key] = drawer
    return drawer
  }

  private mutating func append() -> Int {
    if count == rows.count * Self.width { rows.append(Row()) }
    rows[rows.count - 1].extend()
    count += 1
    return count - 1
  }

  private mutating func vacate(_ drawer: Int, _ key: Key) {
    drawers[key] = nil
    latest = nil
    empty.append(drawer)
  }
}

/// What a cabinet keeps.
protocol Filed: Sendable {}

extension Filed {
  /// Hands itself out where it lies: taken out and put back, each of its references would be counted twice.
  fileprivate mutating func open<Result>(_ body: (inout Self) -> Result) -> Result { body(&self) }
}
