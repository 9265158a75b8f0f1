import ChatDomain
import ChatServer
import Primitives
import Testing

struct LineTypeTests {
  @Test func `every kind of line is counted under the name that it has in files`() throws {
    let anna = NamedAgent(id: try #require(AgentID("anna")), name: "Anna")
    let opening = Opening(
      site: try #require(SiteID("shop")), visitor: VisitorID(high: 1, low: 2),
      place: Place(page: Page(url: "https://shop.example/", title: "Shop")))
    let facts: [Fact] = [
      .opened(opening), .said(Body(text: "")), .noted(Body(text: "")), .rang(ring: 1, agents: []),
      .waited(.nobodyHere), .pickedUp(ring: 1), .invited(anna, as: .help, Body(text: "")), .joined(.helping),
      .uninvited(anna, as: .help, .declined), .left(anna), .released(anna.id, .silent),
      .identified(Identity(person: PersonID(high: 1, low: 2), proof: .proved)), .hungUp, .ended(.byAgent),
    ]
    #expect(facts.map { LineType($0).rawValue } == facts.map(\.kind))
    #expect(Set(facts.map { LineType($0) }) == Set(LineType.allCases))
  }
}
