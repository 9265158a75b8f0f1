import ChatServer
import HTTPProtocol
import Logging
import Synchronization
import Testing

@Suite struct PublicPagesTests {
  private let folder = TestPublic()
  private let log = LineLog()

  private func pages() throws -> PublicPages {
    try PublicPages(path: folder.path, log: Logger(label: "test") { [log] _ in log })
  }

  private func text(_ name: String, _ pages: PublicPages) throws -> String {
    let file = try #require(pages.now.folder.file(name))
    return String(decoding: file.response(to: HTTPRequest(.get, "/"), caching: "").body, as: UTF8.self)
  }

  @Test func `pages read again are served under another version`() throws {
    let pages = try pages()
    let first = pages.now.folder.version
    pages.reload()
    #expect(pages.now.folder.version == first)
    folder.write("console/index.html", "<!doctype html><title>Another</title>\n")
    pages.reload()
    #expect(try text("console/index.html", pages).contains("Another"))
    #expect(pages.now.folder.version != first)
    #expect(log.lines == ["notice pages read again version=\(pages.now.folder.version)"])
  }

  @Test func `pages that can't be served leave the ones before, and the log says why`() throws {
    let pages = try pages()
    let first = pages.now.folder.version
    folder.write("widget.js", "without a place for the state();\n")
    pages.reload()
    #expect(pages.now.folder.version == first)
    let line = try #require(log.lines.first)
    #expect(log.lines.count == 1 && line.hasPrefix("error pages not read again") && line.contains("widget.js"))
  }

  @Test func `a panel that can't be one script is served as it lies there, and the log names file and line`() throws {
    folder.write("widget/panel.js", "import \"../shared/sums.js\";\nexport const mount = 1;\n")
    folder.write("shared/sums.js", "export default 7;\n")
    let pages = try pages()
    let said = "the panel is served in many files: it can't be made one script"
    #expect(log.lines == ["error \(said) file=shared/sums.js line=export default 7;"])
    #expect(try text("widget/panel.js", pages) == "import\"../shared/sums.js\";export const mount=1;")
  }
}

/// A log that keeps its lines.
private final class LineLog: LogHandler {
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock { $0 } }
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }

  subscript(metadataKey _: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    let facts = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    kept.withLock { $0.append("\(event.level) \(event.message)\(facts)") }
  }
}
