package import ChatDomain
package import JSON
import Primitives

extension JSONWriter {
  /// The fields of a person's card.
  package mutating func card(_ card: PersonCard) {
    field("person", card.person)
    field("name", card.name)
    field("addressAs", card.addressAs)
    strings("emails", card.emails)
    strings("websites", card.websites)
    field("proof", card.proof.rawValue)
    if !card.proved.isEmpty { strings("proved", card.proved.names) }
    if let since = card.since { field("since", since) }
    array("orders") { for order in card.orders { $0.order(order) } }
    field("orderCount", card.orderCount)
    if card.ordersAreUnread { field("ordersUnread", true) }
    if !card.areOrdersKnown { field("ordersKnown", false) }
    array("talks") { for talk in card.talks { $0.pastTalk(talk) } }
    array("facts") { for fact in card.facts { $0.remembered(fact) } }
    if card.standing == .blocked { field("blocked", true) }
  }

  private mutating func order(_ order: Order) {
    object {
      $0.field("number", order.number)
      $0.field("date", order.date)
      $0.field("title", order.title)
      $0.field("quantity", order.quantity)
      $0.field("total", order.total)
      $0.field("status", order.status)
    }
  }

  private mutating func pastTalk(_ talk: PastTalk) {
    object {
      $0.field("c", talk.conversation)
      $0.field("at", talk.at)
      $0.field("agent", talk.agent)
      $0.field("words", talk.words)
    }
  }

  private mutating func remembered(_ fact: Remembered) {
    object {
      $0.field("date", fact.date)
      $0.field("agent", fact.agent)
      $0.field("text", fact.text)
      $0.field("person", fact.person)
      $0.field("key", fact.key)
    }
  }
}
