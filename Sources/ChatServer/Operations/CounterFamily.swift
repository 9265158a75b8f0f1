import CoreMetrics

/// Counters of one name, one for each case of a label: every case is shown from the start, with 0.
struct CounterFamily<Label: CaseIterable & Hashable & RawRepresentable<String> & Sendable>: Sendable {
  private let counters: [Label: Counter]

  init(_ name: String, by label: String, in registry: PrometheusFactory) {
    let pairs = Label.allCases.map { value in
      (value, Counter(label: name, dimensions: [(label, value.rawValue)], factory: registry))
    }
    counters = Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Counts on; `allCases` of a type without stored values holds every one, so that none is missed.
  func increment(_ label: Label, by count: Int = 1) { counters[label]?.increment(by: Int64(count)) }
}
