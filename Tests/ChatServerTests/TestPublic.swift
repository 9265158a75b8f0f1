import ChatTesting
import Glibc

/// A folder of pages with no more in it than the server must find.
final class TestPublic: Sendable {
  private let folder = TemporaryFolder()

  var path: String { folder.path }

  init() {
    for name in ["console", "demo", "shared", "widget"] { mkdir("\(path)/\(name)", 0o755) }
    write("widget.js", "tell(/*STATE*/null/*STATE*/); // the state\nrest();\n")
    write("console/index.html", "<!doctype html><title>Console</title>\n")
    write("demo/orders.csv", "customer,order,date,title\nmaren,1,2026-01-02,Pastel Blues\n")
  }

  func write(_ name: String, _ text: String) { TestFile.write("\(path)/\(name)", text) }
}
