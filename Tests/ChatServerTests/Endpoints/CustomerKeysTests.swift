import ChatDomain
import ChatServer
import Primitives
import Secrets
import Synchronization
import Testing
import TranscriptFormat

/// In old folders a mail address and an id that reads the same had one key.
@Suite struct CustomerKeysTests {
  let mail = "Lena@example.org"
  let old = PersonID(customer: "lena@example.org", in: "")

  func keys(_ files: [(PersonID, String)], keep: @escaping CustomerKeys.Keep = { _, _, _ in }) -> CustomerKeys {
    var old = CustomerKeys.OldFiles()
    for (person, text) in files { old.take(person, PersonFile(Array(text.utf8))) }
    return CustomerKeys(old, keep: keep)
  }

  @Test func `an old file with an address and no customer's id is the address's, and an id of that name gets another`()
  {
    let keys = keys([(old, "email: lena@example.org\n")])
    #expect(keys.person(mail: mail, in: "") == old && keys.person(withOrdersOf: mail, in: "") == old)
    #expect(keys.person(id: "lena@example.org", in: "") != old)
  }

  @Test(arguments: [
    "email: lena@example.org\ncustomer: lena@example.org\n", "email: other@example.org\n", "name: Lena\n",
  ])
  func `an old file of an id stays the id's`(text: String) {
    let keys = keys([(old, text)])
    #expect(keys.person(id: "lena@example.org", in: "") == old)
    #expect(keys.person(mail: mail, in: "") == PersonID(mail: mail, in: ""))
  }

  @Test func `an id that reads like an address is written down, so that the next start knows it`() {
    let kept = Mutex([String]())
    let keys = keys([]) { _, header, value in kept.withLock { $0.append("\(header.rawValue): \(value)") } }
    _ = (keys.person(id: "lena@example.org", in: ""), keys.person(id: "17", in: ""))
    #expect(kept.withLock { $0 } == ["customer: lena@example.org"])
  }

  @Test func `accounts of an address are linked at its first proof`() {
    let kept = Mutex([String]())
    let account = PersonID(customer: "5", in: "")
    let keys = keys([(account, "email: LENA@example.org\ncustomer: 5\n")]) { person, header, value in
      kept.withLock { $0.append("\(person) \(header.rawValue): \(value)") }
    }
    let guest = keys.person(mail: mail, in: "")
    _ = keys.person(mail: mail, in: "")
    #expect(kept.withLock { $0 } == ["\(guest) account: \(account)", "\(account) guest: \(guest)"])
  }

  @Test func `in books with a name ids and addresses have keys of their own`() {
    let keys = keys([(old, "email: lena@example.org\n")])
    #expect(keys.person(id: "17", in: "") == PersonID(customer: "17", in: ""))
    #expect(keys.person(mail: mail, in: "tea") == PersonID(mail: mail, in: "tea"))
    #expect(keys.person(id: "lena@example.org", in: "tea") == PersonID(customer: "lena@example.org", in: "tea"))
  }
}
