package import ChatDomain
import Primitives

/// One member of the team as kept in `team/<id>.json`.
package struct AgentFile: Equatable, Sendable {
  /// The name they sign in with; also the file's name.
  package var id: AgentID
  /// The name visitors read.
  package var name: String
  /// What they may do.
  package var role: Role
  /// The password's scrypt text; nil while none was chosen.
  package var password: String?
  /// Cookies of an older generation are worth nothing.
  package var generation: Int
  /// Talks they hold at once.
  package var capacity: Int
  /// The file of their picture under `team/faces/`; empty for none.
  package var face: String
  /// Whether they are called when two rings brought nobody.
  package var onCall = false
  /// Their hours at the desk, as `mon-fri 09:00-17:00`.
  package var rota: [String] = []
  private var foreign: [ForeignField] = []

  private static let fields: Set = [
    "id", "name", "role", "password", "generation", "capacity", "face", "onCall", "rota",
  ]
  /// How many talks somebody may hold at once.
  package static let capacities = 1...50

  /// Makes a new member.
  package init(id: AgentID, name: String, role: Role, password: String? = nil) {
    (self.id, self.name, self.role, self.password) = (id, name, role, password)
    (generation, capacity, face) = (1, DomainLimits.capacity, "")
  }

  /// Reads a file; its name says the id, and what the file itself says of it must not differ.
  package init(_ bytes: [UInt8], id: AgentID) throws(FileFault) {
    let object = try EditedObject(bytes)
    guard try object.text("id", else: id.text) == id.text else {
      throw object.fault("id", "must be \"\(id)\", as the file is called")
    }
    self.init(id: id, name: try object.text("name"), role: .agent)
    guard name.utf8.count <= DomainLimits.label else {
      throw object.fault("name", "must be at most \(DomainLimits.label) bytes")
    }
    guard let role = Role(rawValue: try object.text("role", else: "agent") ?? "") else {
      throw object.fault("role", "must be \"owner\" or \"agent\"")
    }
    self.role = role
    password = try object.text("password", else: nil)
    generation = try object.number("generation", in: 1...Int(Int32.max), else: 1)
    capacity = try object.number("capacity", in: Self.capacities, else: DomainLimits.capacity)
    face = try object.text("face", else: "") ?? ""
    onCall = try object.flag("onCall")
    rota = try object.texts("rota")
    for hours in rota where Shift(hours: hours) == nil {
      throw object.fault("rota", "\"\(hours)\" must look like mon-fri 09:00-17:00 or sat 10:00-14:00")
    }
    foreign = object.foreign(to: Self.fields)
  }

  /// The file's bytes.
  package var bytes: [UInt8] {
    var writer = EditedWriter()
    writer.field("id", id.text)
    writer.field("name", name)
    writer.field("role", role.rawValue)
    if let password { writer.field("password", password) }
    writer.field("generation", generation)
    writer.field("capacity", capacity)
    if !face.isEmpty { writer.field("face", face) }
    if onCall { writer.field("onCall", onCall) }
    if !rota.isEmpty { writer.field("rota", rota) }
    writer.fields(foreign)
    return writer.bytes
  }
}
