/// An input of the fuzzer: two sizes of reads, a byte of choices, and then what the parser is fed.
struct FuzzInput {
  /// What is fed.
  let bytes: [UInt8]
  private let sizes: [Int]
  private let choices: UInt8

  init?(_ input: [UInt8]) {
    guard input.count >= 3 else { return nil }
    bytes = Array(input[3...])
    sizes = input[..<2].map { $0 == 0 ? 256 : Int($0) }
    choices = input[2]
  }

  /// One of eight choices.
  func chooses(_ choice: Int) -> Bool { choices & 1 << UInt8(choice) != 0 }

  /// A number below `count` out of the choices.
  func choice(of count: Int) -> Int { Int(choices) % count }

  /// The bytes as the reads that the input asks for.
  var reads: [[UInt8]] {
    var (rest, reads) = (bytes[...], [[UInt8]]())
    while !rest.isEmpty {
      reads.append(Array(rest.prefix(sizes[reads.count % 2])))
      rest = rest.dropFirst(sizes[(reads.count - 1) % 2])
    }
    return reads
  }

  /// Plays the bytes in one read, byte by byte and as the input asks for; what comes of it must be the same.
  func playedAlike<Outcome: Equatable>(_ play: ([[UInt8]]) -> Outcome) -> (outcome: Outcome, fault: String?) {
    let whole = play([bytes])
    for reads in [bytes.map { [$0] }, reads] {
      let cut = play(reads)
      guard cut == whole else { return (whole, "cut into \(reads.map(\.count)): \(cut)\nwhole: \(whole)") }
    }
    return (whole, nil)
  }
}
