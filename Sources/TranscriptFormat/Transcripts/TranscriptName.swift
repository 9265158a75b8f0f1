package import ChatDomain
package import Primitives

/// Where a transcript stands in the data folder: `transcripts/2026/11/22/140207Z-<id>.jsonl`, by the UTC time of line 1.
package struct TranscriptName: Hashable, Sendable {
  /// The folder of the day, from the data folder.
  package let folder: String
  /// The file's own name.
  package let file: String
  /// Whose transcript it is.
  package let conversation: ConversationID

  /// The place of a conversation that began at `start`.
  package init(_ conversation: ConversationID, startedAt start: Instant) {
    var moment: [UInt8] = []
    start.append(to: &moment)
    let time = moment.suffix(Self.timeOfDay).prefix(8).filter { $0 != UInt8(ascii: ":") }
    folder = Self.folder(ofMoment: moment)
    file = "\(String(decoding: time, as: UTF8.self))Z-\(conversation).jsonl"
    self.conversation = conversation
  }

  /// The folder of a day, from the data folder.
  package static func folder(of moment: Instant) -> String {
    var letters: [UInt8] = []
    moment.append(to: &letters)
    return folder(ofMoment: letters)
  }

  /// `2026-11-22T14:02:07.512Z` is of the day `2026/11/22`.
  private static func folder(ofMoment letters: [UInt8]) -> String {
    let day = letters.dropLast(timeOfDay + 1).map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "/") : $0 }
    return "transcripts/" + String(decoding: day, as: UTF8.self)
  }

  /// Letters of the time of day in a moment's text.
  private static let timeOfDay = "14:02:07.512Z".utf8.count

  /// Reads a path from the data folder back; nil for any other file.
  package init?(path: some StringProtocol) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "transcripts", let last = parts.last else { return nil }
    guard [4, 2, 2] == parts[1...3].map(\.utf8.count), parts[1...3].allSatisfy(isNumber) else { return nil }
    self.init(file: String(last), in: parts.dropLast().joined(separator: "/"))
  }

  /// Reads the name of a file in the folder of a day; nil for any other file.
  package init?(file: String, in folder: String) {
    let letters = Array(file.utf8)
    guard letters.count == 40, letters[..<6].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    guard letters[6..<8].elementsEqual("Z-".utf8), letters[34...].elementsEqual(".jsonl".utf8) else { return nil }
    guard let id = ConversationID(ascii: letters.span.extracting(8..<34)) else { return nil }
    self.folder = folder
    self.file = file
    conversation = id
  }

  // The two texts follow from it and the day: hashing all three would take their hundred letters for every line.
  /// Hashes the conversation alone.
  package func hash(into hasher: inout Hasher) { hasher.combine(conversation) }

  /// The whole path from the data folder.
  package var path: String { "\(folder)/\(file)" }
}

private func isNumber(_ text: some StringProtocol) -> Bool { text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
