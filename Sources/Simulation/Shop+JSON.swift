import ChatDomain
import JSON
import Primitives

extension Shop {
  /// Reads a description: one JSON object; what is left out stays as it is by default.
  package init(json: [UInt8]) throws(ShopFault) {
    let value: JSONValue
    do { value = try JSONValue(json) } catch {
      throw ShopFault(field: "", wanted: "no JSON: \(error)")
    }
    guard let members = value.members else { throw ShopFault(field: "", wanted: "wants an object: {…}") }
    self.init()
    var days: Int?
    var arrivals: [Double]?
    for member in members {
      switch member.key {
      case "days": days = try member.value.whole("days", 1...3660)
      case "arrivals": arrivals = try Self.arrivals(member.value)
      default: try read(member.key, member.value)
      }
    }
    if days != nil || arrivals != nil {
      guard let arrivals else { throw ShopFault(field: "arrivals", wanted: "wants 24 numbers to play days") }
      play = .days(days ?? 30, arrivals: arrivals)
    }
  }

  private mutating func read(_ key: String, _ value: JSONValue) throws(ShopFault) {
    switch key {
    case "people": people = try Self.people(value)
    case "presence": presence = try value.number(key, 0...1)
    case "pickUp": pickUp = try value.number(key, 0...1)
    case "ringSeconds": ring = try value.span(key, 0.5...60, unit: 1)
    case "firstWordsSeconds": firstWords = try value.span(key, 1...600, unit: 1)
    case "talkMinutes": talk = try value.span(key, 0.1...600, unit: 60)
    case "leftOpen": leftOpen = try value.number(key, 0...1)
    case "walkAway": walkAway = try value.number(key, 0...1)
    case "thanks": thanks = try value.number(key, 0...1)
    case "patienceSeconds": patience = try value.span(key, 1...3600, unit: 1)
    case "awayMinutes": away = try value.span(key, 0.1...600, unit: 60)
    case "noticedSeconds": noticed = try value.span(key, 0...600, unit: 1)
    case "blinksPerHour": blinksPerHour = try value.number(key, 0...600)
    case "blinkSeconds": blink = try value.span(key, 0.1...600, unit: 1)
    case "chats": play = .chats(try value.whole(key, 1...10_000_000))
    case "seed": seed = UInt64(try value.whole(key, 0...Int.max))
    case "proof": proof = try Self.proof(value)
    default: throw ShopFault(field: key, wanted: "is no word of a shop's description")
    }
  }

  private static func proof(_ value: JSONValue) throws(ShopFault) -> Proof {
    if let proof = value.string.flatMap(Proof.init) { return proof }
    throw ShopFault(field: "proof", wanted: "wants one of \(Proof.allCases.map(\.rawValue))")
  }

  private static func arrivals(_ value: JSONValue) throws(ShopFault) -> [Double] {
    guard let elements = value.elements, elements.count == 24 else {
      throw ShopFault(field: "arrivals", wanted: "wants 24 numbers, the visitors of each hour of the day")
    }
    var rates: [Double] = []
    for (hour, element) in elements.enumerated() { rates.append(try element.number("arrivals[\(hour)]", 0...3600)) }
    return rates
  }

  /// A number of people who are always on, or each with their hours.
  private static func people(_ value: JSONValue) throws(ShopFault) -> [Seat] {
    guard let elements = value.elements else {
      return Array(repeating: Seat(), count: try value.whole("people", 1...1000))
    }
    guard (1...1000).contains(elements.count) else { throw ShopFault(field: "people", wanted: "wants 1 to 1000") }
    var seats: [Seat] = []
    for (index, element) in elements.enumerated() { seats.append(try seat(element, "people[\(index)]")) }
    return seats
  }

  private static func seat(_ value: JSONValue, _ path: String) throws(ShopFault) -> Seat {
    let from = try value["from"]?.whole(path + ".from", 0...23) ?? 0
    let to = try value["to"]?.whole(path + ".to", 1...24) ?? 24
    guard from < to else { throw ShopFault(field: path + ".to", wanted: "wants an hour after \(from)") }
    let capacity = try value["capacity"]?.whole(path + ".capacity", 1...100) ?? DomainLimits.capacity
    return Seat(hours: from..<to, capacity: capacity)
  }
}

extension JSONValue {
  fileprivate func number(_ field: String, _ range: ClosedRange<Double>) throws(ShopFault) -> Double {
    if let double, range.contains(double) { return double }
    throw ShopFault(field: field, wanted: "wants a number from \(range.lowerBound) to \(range.upperBound)")
  }

  fileprivate func whole(_ field: String, _ range: ClosedRange<Int>) throws(ShopFault) -> Int {
    if let int, range.contains(int) { return int }
    throw ShopFault(field: field, wanted: "wants a whole number from \(range.lowerBound) to \(range.upperBound)")
  }

  fileprivate func span(
    _ field: String, _ range: ClosedRange<Double>, unit seconds: Double
  ) throws(ShopFault) -> Milliseconds {
    Milliseconds(Int64((try number(field, range) * seconds * 1000).rounded()))
  }
}
