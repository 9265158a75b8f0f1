import ChatDomain
import HTTPProtocol
import JSON
import Primitives

/// How the team has kept its promise, today and by hour of week: `GET /api/v1/promise`.
enum PromiseAnswer {
  static func response(_ book: PromiseBook, at now: Instant) -> HTTPResponse {
    let today = book.today(at: now).counts(at: now)
    return JSONAnswer.ok { answer in
      answer.field("timezone", book.zone)
      answer.object("today") { fields in
        fields.kept(today)
        fields.object("rings") { rings in
          for (name, count) in zip(["1", "2", "3", "4+", "hungUp"], today.inOrder) { rings.field(name, count) }
        }
      }
      answer.field("weeks", DomainLimits.promiseWeeks)
      answer.array("hours") { hours in
        for hour in book.week(at: now) {
          hours.object { fields in
            fields.field("day", hour.day)
            fields.field("hour", hour.hour)
            fields.kept(hour.counts)
          }
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func kept(_ counts: RingCounts) {
    field("second", counts.bySecond)
    field("of", counts.all)
  }
}
