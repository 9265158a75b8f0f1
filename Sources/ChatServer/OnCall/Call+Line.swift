import ChatDomain
import JSON
import Primitives

extension OnCall.Call {
  /// The call as a line of JSON: what the file keeps and the program reads.
  var line: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.field("at", at.text)
      $0.field("conversation", conversation.description)
      $0.field("ring", ring)
      $0.array("agents") { for agent in agents { $0.value(agent.text) } }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
