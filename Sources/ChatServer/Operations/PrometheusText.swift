/// The Prometheus text format 0.0.4.
package enum PrometheusText {
  /// Every series of the registry, with the sentence that explains it.
  package static func rendered(_ registry: PrometheusFactory, help: [String: String]) -> String {
    var text = ""
    var last = ""
    for (name, series) in registry.series() {
      if name.label != last {
        text += "# HELP \(name.label) \(help[name.label] ?? name.label)\n# TYPE \(name.label) \(kind(series))\n"
        last = name.label
      }
      switch series {
      case .counter(let counter): text += "\(name.label)\(braced(name.dimensions)) \(counter.value)\n"
      case .gauge(let gauge): text += "\(name.label)\(braced(name.dimensions)) \(number(gauge.value))\n"
      case .histogram(let histogram): text += rendered(histogram, name)
      }
    }
    return text
  }

  static func escaped(_ value: String) -> String {
    // By scalar: CR LF is one character, and its LF would end the line.
    value.unicodeScalars.reduce(into: "") { text, character in
      switch character {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(character)
      }
    }
  }

  private static func rendered(_ histogram: PrometheusHistogram, _ name: PrometheusFactory.Name) -> String {
    let counts = histogram.value
    let prefix = name.dimensions.isEmpty ? "" : name.dimensions + ","
    var (text, total) = ("", UInt64(0))
    for (bucket, count) in counts.buckets.enumerated() {
      total &+= count
      let bound = bucket < histogram.bounds.count ? number(histogram.bounds[bucket]) : "+Inf"
      text += "\(name.label)_bucket{\(prefix)le=\"\(bound)\"} \(total)\n"
    }
    return text
      + "\(name.label)_sum\(braced(name.dimensions)) \(number(counts.sum))\n"
      + "\(name.label)_count\(braced(name.dimensions)) \(total)\n"
  }

  private static func kind(_ series: PrometheusFactory.Series) -> String {
    switch series {
    case .counter: "counter"
    case .gauge: "gauge"
    case .histogram: "histogram"
    }
  }

  private static func braced(_ dimensions: String) -> String { dimensions.isEmpty ? "" : "{\(dimensions)}" }

  private static func number(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    return String(value)
  }
}
