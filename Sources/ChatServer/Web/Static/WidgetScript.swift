package import ChatDomain
package import HTTPProtocol
import JSON
package import Primitives
import Synchronization
package import TranscriptFormat

/// `/widget.js?site=ID`: the launcher with the site's state baked in, so that it needs no further request to say who is here.
package final class WidgetScript: Sendable {
  private struct Key: Hashable {
    var site: SiteFile?
    var base: String
    var here: [Profile]
    var minute: Int64
  }

  // One literal in the script is the place for the state; a script without it is a broken checkout.
  private static let mark = "/*STATE*/null/*STATE*/"
  private let halves: (head: String, tail: String)
  private let version: String
  private let made = Mutex<[Key: StaticFile]>([:])

  /// Takes the template out of the folder; the error says what is wrong with it.
  package init(_ folder: PublicFolder) throws(ConfigurationError) {
    guard let template = folder.file("widget.js") else { throw .file("widget.js", "is not in the public folder") }
    let text = String(decoding: template.plain, as: UTF8.self)
    let halves = text.split(separator: Self.mark, omittingEmptySubsequences: false)
    guard halves.count == 2 else { throw .file("widget.js", "must contain \(Self.mark) once") }
    self.halves = (String(halves[0]), String(halves[1]))
    version = folder.version
  }

  /// The script with this state in it, or 304 for a browser that holds it.
  package func response(to request: HTTPRequest, site: SiteFile?, base: String, here: [Profile], now: Instant)
    -> HTTPResponse
  {
    // Names expire in the browser after two minutes, so the moment is part of the state; whole minutes keep the ETag still.
    let key = Key(site: site, base: base, here: here, minute: now.milliseconds / 60_000)
    let file = made.withLock { made in
      if let file = made[key] { return file }
      if made.count > 64 { made.removeAll() }
      let file = StaticFile(type: "text/javascript; charset=utf-8", bytes: script(site, key))
      made[key] = file
      return file
    }
    var response = file.response(to: request, caching: "public, max-age=60")
    response.headers.add("Access-Control-Allow-Origin", "*")
    return response
  }

  private func script(_ site: SiteFile?, _ key: Key) -> [UInt8] {
    var state = JSONWriter(escaping: .script)
    state.object { state in
      state.field("base", key.base)
      state.field("v", "/v/\(version)")
      if let site {
        state.object("site") { fields in
          fields.field("id", site.id.text)
          fields.field("name", site.name)
          if !site.secretParameters.isEmpty {
            fields.array("secretParameters") { names in for name in site.secretParameters { names.value(name) } }
          }
          if site.identified == .somewhere { fields.field("identified", site.identified.rawValue) }
          if !site.words.isEmpty {
            fields.object("words") { words in
              for (name, text) in site.words.sorted(by: { $0.key < $1.key }) { words.field(name, text) }
            }
          }
        }
      } else {
        state.field("site", json: Array("null".utf8))
      }
      state.array("here") { here in
        for person in key.here {
          here.object { fields in
            fields.field("id", person.id.text)
            fields.field("name", person.name)
            fields.field("face", person.face)
          }
        }
      }
      state.field("at", Int(key.minute) * 60_000)
    }
    return Array(halves.head.utf8) + state.bytes + Array(halves.tail.utf8)
  }
}
