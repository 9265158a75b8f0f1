/// Values by key, each read and changed where it lies.
///
/// A dictionary hands a copy out: of a talk that is dozens of counted references, for the one number that is wanted.
struct Cabinet<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var drawers: [Key: Int] = [:]
  private var contents: [Value?] = []
  private var empty: [Int] = []
  /// The drawer asked for last: one event looks many times at the same talk.
  private var latest: (key: Key, drawer: Int)?

  /// Everything in it, in no order that means anything.
  var values: [Value] { contents.compactMap(\.self) }

  subscript(key: Key) -> Value? {
    _read {
      if let drawer = drawer(of: key) { yield contents.span[drawer] } else { yield nil }
    }
    _modify {
      if let drawer = seek(key) {
        defer { if contents[drawer] == nil { vacate(drawer, key) } }
        yield &contents[drawer]
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
      var content = contents[drawer].take() ?? value()
      defer { contents[drawer] = content }
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
    guard let drawer = seek(key), var value = contents[drawer].take() else { return nil }
    defer { contents[drawer] = value }
    return body(&value)
  }

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
    let drawer = empty.popLast() ?? contents.count
    if drawer == contents.count { contents.append(value) } else { contents[drawer] = value }
    drawers[key] = drawer
    return drawer
  }

  private mutating func vacate(_ drawer: Int, _ key: Key) {
    drawers[key] = nil
    latest = nil
    empty.append(drawer)
  }
}
