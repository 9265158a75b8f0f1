import ChatDomain
import EventLoops
import HTTPProtocol
import JSON
import Networking
import Primitives
import Search
import Storage

extension AgentAPI {
  /// Finds talks and people; the search works on a queue of its own.
  func search(_ request: HTTPRequest, on connection: isolated Connection) throws(ErrorAnswer) -> HTTPReply {
    _ = try signedIn(request, on: connection)
    let question: SearchQuestion
    do throws(SearchFault) {
      question = try SearchQuestion(
        text: request.query("q") ?? "", after: request.query("after"), limit: request.query("limit"))
    } catch {
      throw ErrorAnswer(
        status: 422, code: "bad_field", message: "\(error).", field: error.field, limit: error.bound)
    }
    server.store.search.find(question) { [connection] answer in
      let response = JSONAnswer.ok { $0.answer(answer) }
      connection.post { $0.respond(response) }
    }
    return .later
  }
}

extension JSONWriter {
  fileprivate mutating func answer(_ answer: SearchAnswer) {
    array("people") { list in
      for hit in answer.people {
        list.object {
          $0.field("person", ascii: hit.person.ascii)
          $0.marked("name", hit.name)
          $0.marked("line", hit.line)
          if let order = hit.order { $0.field("order", order) }
          if let talk = hit.talk { $0.field("c", ascii: talk.ascii) }
        }
      }
    }
    array("talks") { list in
      for hit in answer.talks {
        list.object {
          $0.field("c", ascii: hit.conversation.ascii)
          $0.field("at", Int(hit.at.milliseconds))
          $0.field("site", hit.site.text)
          $0.marked("name", hit.name)
          $0.marked("line", hit.line)
          $0.field("seq", hit.seq)
          $0.field("ended", hit.isOver)
        }
      }
    }
    if let place = answer.morePeople { field("morePeople", place.description) }
    if let place = answer.moreTalks { field("moreTalks", place.description) }
    field("complete", answer.isComplete)
  }

  private mutating func marked(_ name: String, _ text: Marked) {
    object(name) {
      $0.field("text", text.text)
      $0.array("marks") { marks in
        for mark in text.marks {
          marks.array {
            $0.value(mark.lowerBound)
            $0.value(mark.upperBound)
          }
        }
      }
    }
  }
}
