import ChatDomain
import ChatTesting
import EventLoops
import Primitives
import Storage
import Testing
import TranscriptFormat

@Suite struct TeamTests {
  let place = TemporaryFolder()
  let now = Instant(milliseconds: 1_795_356_127_512)

  @Test func `people come and go`() throws {
    let folder = try DataFolder.open(place.path)
    let team = folder.team
    let anna = try #require(AgentID("anna"))
    let file = AgentFile(id: anna, name: "Anna", role: .owner)
    try team.add(file)
    #expect(throws: StorageError.exists("agent anna")) { try team.add(file) }
    try team.update(anna) { $0.generation = 2 }
    #expect(try team.agent(anna)?.generation == 2)
    #expect(try team.all().map(\.name) == ["Anna"])
    try team.remove(anna)
    #expect(throws: StorageError.unknown("agent anna")) { try team.remove(anna) }
    #expect(try team.all().isEmpty)
  }

  @Test func `a link signs in once`() throws {
    let folder = try DataFolder.open(place.path)
    let team = folder.team
    let anna = try #require(AgentID("anna"))
    try team.add(AgentFile(id: anna, name: "Anna", role: .agent))
    for hash in ["a", "b"] { try team.addLink(hash: hash, for: anna, expires: now + .seconds(900), now: now) }
    #expect(try team.linkOwner(hash: "a", now: now)?.id == anna)
    #expect(try team.linkOwner(hash: "x", now: now) == nil)
    #expect(try team.spendLink(hash: "a", now: now)?.id == anna)
    #expect(try team.linkOwner(hash: "a", now: now) == nil)
    #expect(try team.spendLink(hash: "a", now: now) == nil)
    #expect(try team.spendLink(hash: "x", now: now) == nil)
    try team.remove(anna)
    #expect(try team.spendLink(hash: "b", now: now) == nil)
    #expect(throws: StorageError.unknown("agent anna")) {
      try team.addLink(hash: "c", for: anna, expires: now + .seconds(900), now: now)
    }
  }

  @Test func `a file that somebody broke is named`() throws {
    let folder = try DataFolder.open(place.path)
    try Disk().replace(place.path + "/team/anna.json", with: Array("{\n  \"name\": \"Anna\",\n  \"role\": 3\n}".utf8))
    let error = #expect(throws: StorageError.self) { try folder.team.all() }
    #expect(error?.description.hasSuffix("team/anna.json: line 3, \"role\": must be a text in quotes") == true)
  }

  @Test func `sites and settings are made and found again`() throws {
    let folder = try DataFolder.open(place.path)
    let site = SiteFile(
      id: try #require(SiteID("shop")), name: "Pens", origins: [try SiteOrigin("https://shop.example")])
    try folder.sites.add(site)
    #expect(throws: StorageError.exists("site shop")) { try folder.sites.add(site) }
    #expect(try folder.sites.all() == [site])
    let key = [UInt8](repeating: 5, count: 32)
    #expect(try folder.settings { key }.cookieKey == key)
    #expect(try folder.settings { [] }.cookieKey == key)
  }

  @Test func `a picture that was changed goes after a while`() throws {
    let folder = try DataFolder.open(place.path)
    let anna = try #require(AgentID("anna"))
    var file = AgentFile(id: anna, name: "Anna", role: .agent)
    file.face = "anna-2.png"
    try folder.team.add(file)
    for name in ["anna-1.png", "anna-2.png"] { try Disk().replace("\(place.path)/team/faces/\(name)", with: [1]) }
    let now = Clock.now()
    try folder.team.removeOldFaces(writtenBefore: now + .seconds(-3_600))
    #expect(try Disk().list(place.path + "/team/faces") == ["anna-1.png", "anna-2.png"])
    try folder.team.removeOldFaces(writtenBefore: now + .seconds(3_600))
    #expect(try Disk().list(place.path + "/team/faces") == ["anna-2.png"])
  }
}
