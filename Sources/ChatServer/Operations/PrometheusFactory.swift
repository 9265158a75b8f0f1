package import CoreMetrics
import Synchronization

/// Keeps every metric of the process and renders them for Prometheus; swift-metrics has no such backend.
package final class PrometheusFactory: MetricsFactory {
  struct Name: Hashable {
    var label: String
    var dimensions: String
  }

  enum Series {
    case counter(PrometheusCounter)
    case gauge(PrometheusGauge)
    case histogram(PrometheusHistogram)
  }

  private let all = Mutex<[Name: Series]>([:])
  private let bounds: [String: [Double]]

  /// Makes an empty registry; `bounds` are the upper bucket bounds of the histograms by label.
  package init(bounds: [String: [Double]]) { self.bounds = bounds }

  /// The present values, in the order of their names.
  func series() -> [(name: Name, series: Series)] {
    all.withLock { all in
      all.map { (name: $0.key, series: $0.value) }
        .sorted { ($0.name.label, $0.name.dimensions) < ($1.name.label, $1.name.dimensions) }
    }
  }

  /// The counter of that name.
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    let made = series(label, dimensions) { .counter(PrometheusCounter()) }
    guard case .counter(let counter) = made else { return PrometheusCounter() }
    return counter
  }

  /// The gauge of that name.
  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    let made = series(label, dimensions) { .gauge(PrometheusGauge()) }
    guard case .gauge(let gauge) = made else { return PrometheusGauge() }
    return gauge
  }

  /// The histogram of that name (or, when values aren't to be gathered, the gauge).
  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    histogram(label, dimensions)
  }

  /// The histogram of that name, in seconds.
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions)
  }

  /// A counter of fractions, which nobody here uses.
  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    PrometheusCounter()
  }

  /// Series live as long as the process.
  package func destroyCounter(_ handler: any CounterHandler) {}
  /// Series live as long as the process.
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  /// Series live as long as the process.
  package func destroyMeter(_ handler: any MeterHandler) {}
  /// Series live as long as the process.
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Series live as long as the process.
  package func destroyTimer(_ handler: any TimerHandler) {}

  private func histogram(_ label: String, _ dimensions: [(String, String)]) -> PrometheusHistogram {
    let made = series(label, dimensions) { .histogram(PrometheusHistogram(bounds: bounds[label] ?? [])) }
    guard case .histogram(let histogram) = made else { return PrometheusHistogram(bounds: []) }
    return histogram
  }

  private func series(_ label: String, _ dimensions: [(String, String)], _ make: () -> Series) -> Series {
    let written = dimensions.map { "\($0)=\"\(PrometheusText.escaped($1))\"" }.joined(separator: ",")
    let name = Name(label: label, dimensions: written)
    return all.withLock { all in
      if let known = all[name] { return known }
      let made = make()
      all[name] = made
      return made
    }
  }
}
