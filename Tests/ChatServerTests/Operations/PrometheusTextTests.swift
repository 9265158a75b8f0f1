import ChatServer
import CoreMetrics
import Testing

struct PrometheusTextTests {
  private let registry = PrometheusFactory(bounds: ["wait_seconds": [0.5, 1, 6]])

  private func rendered() -> String { PrometheusText.rendered(registry, help: ["talks": "Open talks."]) }

  @Test func `a counter and a gauge are told with their kind and their sentence`() {
    let counter = Counter(label: "lines_total", dimensions: [("type", "said")], factory: registry)
    counter.increment(by: 3)
    Meter(label: "talks", factory: registry).set(1.5)
    #expect(
      rendered() == """
        # HELP lines_total lines_total
        # TYPE lines_total counter
        lines_total{type="said"} 3
        # HELP talks Open talks.
        # TYPE talks gauge
        talks 1.5

        """)
  }

  @Test func `the series of one name stand together under one head`() {
    for type in ["b", "a"] {
      Counter(label: "lines_total", dimensions: [("type", type)], factory: registry).increment()
    }
    Counter(label: "lines_total_other", factory: registry).increment()
    #expect(rendered().split(separator: "# TYPE lines_total counter").count == 2)
    #expect(rendered().contains("lines_total{type=\"a\"} 1\nlines_total{type=\"b\"} 1\n"))
  }

  @Test(arguments: [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("a\r\nb", "a\r\\nb"), ("é\u{301}", "é\u{301}")])
  func `a label's value can't end its line or its quotes`(value: String, written: String) {
    Counter(label: "c", dimensions: [("d", value)], factory: registry).increment()
    #expect(rendered().contains("c{d=\"\(written)\"} 1\n"))
  }

  @Test func `a histogram's buckets count up, and the bound itself is inside`() {
    let wait = Recorder(label: "wait_seconds", dimensions: [("site", "s")], factory: registry)
    for value in [0.25, 0.5, 0.75, 6.0, 7.0] { wait.record(value) }
    #expect(
      rendered() == """
        # HELP wait_seconds wait_seconds
        # TYPE wait_seconds histogram
        wait_seconds_bucket{site="s",le="0.5"} 2
        wait_seconds_bucket{site="s",le="1"} 3
        wait_seconds_bucket{site="s",le="6"} 4
        wait_seconds_bucket{site="s",le="+Inf"} 5
        wait_seconds_sum{site="s"} 14.5
        wait_seconds_count{site="s"} 5

        """)
  }

  @Test func `a timer counts in seconds`() {
    CoreMetrics.Timer(label: "wait_seconds", factory: registry).recordNanoseconds(750_000_000)
    #expect(rendered().contains("wait_seconds_bucket{le=\"1\"} 1\n"))
    #expect(rendered().contains("wait_seconds_sum 0.75\n"))
  }

  @Test func `whoever asks for the same series gets the same`() {
    Counter(label: "c", factory: registry).increment()
    Counter(label: "c", factory: registry).increment()
    #expect(rendered().contains("\nc 2\n"))
  }
}
