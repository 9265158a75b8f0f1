/// Our scripts without what only their readers need.
///
/// Documentation comments go wherever they stand, others that begin a line, and indentation: a third less to fetch.
/// Lines stay, emptied, so that a complaint from a browser names the line of the source. Not a parser, and needs none: in
/// Public/ no string holds `/**`, or goes over several lines in which one begins with `//` or needs its leading spaces.
/// Tests/EndToEnd/test_scripts.py parses each script as it stands there and as it is served, and compares the trees.
package struct LeanScript {
  private enum Place {
    /// Before a line's code, or behind a documentation comment: blanks mean nothing.
    case margin
    case code
    case remark
    case documentation
  }

  private var lean: [UInt8] = []
  private var place = Place.margin
  /// What was read last and meant something.
  private var last: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar) = (" ", " ", "\n")

  /// The same program, shorter.
  package static func lean(_ source: [UInt8]) -> [UInt8] {
    var script = LeanScript()
    script.lean.reserveCapacity(source.count)
    for byte in source { script.take(byte) }
    while script.lean.last == UInt8(ascii: "\n") { script.lean.removeLast() }
    return script.lean
  }

  private mutating func take(_ byte: UInt8) {
    let sign = Unicode.Scalar(byte)
    if place == .margin, sign == " " || sign == "\t" { return }
    last = (last.1, last.2, sign)
    switch (place, last) {
    case (_, (_, _, "\n")):
      lean.append(byte)
      if place != .documentation { place = .margin }
    case (.documentation, (_, "*", "/")): (place, last) = (.margin, (" ", " ", " "))
    case (.documentation, _), (.remark, _): break
    case (_, ("/", "*", "*")): leave(2, for: .documentation)
    case (_, ("\n", "/", "/")): leave(1, for: .remark)
    default:
      lean.append(byte)
      place = .code
    }
  }

  /// What was taken for code began a comment.
  private mutating func leave(_ count: Int, for comment: Place) {
    lean.removeLast(count)
    place = comment
  }
}
