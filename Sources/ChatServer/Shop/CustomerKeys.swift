package import ChatDomain
import Primitives
import Secrets
import Storage
import Synchronization
package import TranscriptFormat

/// Under which person the shop keeps a customer: by its own id for them, or by a mail address.
///
/// In folders of format 1 a mail address and an id that reads the same had one key. Files of then that know an address
/// and no customer's id stay the address's; an id that reads like it gets a key of its own.
package final class CustomerKeys: Sendable {
  /// Gives a header of a person's file one more value.
  package typealias Keep = @Sendable (PersonID, PersonFile.Header, String) -> Void

  /// What the files of a folder of format 1 say.
  package struct OldFiles: Sendable {
    /// Persons who are known by a mail address alone.
    fileprivate var mailKeys: Set<PersonID> = []
    /// The customers whose files name a mail address, by the address.
    fileprivate var accounts: [String: [PersonID]] = [:]

    /// None yet.
    package init() {}

    /// Takes a file in.
    package mutating func take(_ person: PersonID, _ file: PersonFile) {
      let isCustomer = !file.values(.customer).isEmpty
      for address in file.values(.email).map({ $0.lowercased() }) {
        if isCustomer {
          accounts[address, default: []].append(person)
        } else if PersonID(customer: address, in: "") == person {
          mailKeys.insert(person)
        }
      }
    }
  }

  private let mailKeys: Set<PersonID>
  /// Those whose files have not been linked yet.
  private let accounts: Mutex<[String: [PersonID]]>
  private let keep: Keep

  /// `keep` writes down what is found out.
  package init(_ files: OldFiles, keep: @escaping Keep) {
    (mailKeys, self.keep) = (files.mailKeys, keep)
    accounts = Mutex(files.accounts)
  }

  /// Reads them from a folder on which no server runs; nobody is proved there.
  convenience init(_ folder: DataFolder) throws(StorageError) {
    var files = OldFiles()
    if folder.sharesCustomers { try folder.people.forEach { files.take($0, $1) } }
    self.init(files) { _, _, _ in }
  }

  /// Whoever was proved by this id.
  package func person(id: String, in book: String) -> PersonID {
    let key = PersonID(customer: id, in: book)
    guard book.isEmpty, id.contains("@") else { return key }
    if mailKeys.contains(key) { return PersonID(id: id) }
    // Or the next start would take the file for the address's.
    keep(key, .customer, id)
    return key
  }

  /// Whoever was proved by this mail address; accounts of that address are the same person.
  package func person(mail: String, in book: String) -> PersonID {
    let person = self.person(withOrdersOf: mail, in: book)
    guard book.isEmpty else { return person }
    let accounts = accounts.withLock { $0.removeValue(forKey: mail.lowercased()) } ?? []
    for account in accounts where account != person {
      keep(person, .account, account.description)
      keep(account, .guest, person.description)
    }
    return person
  }

  /// Where orders of a mail address belong.
  package func person(withOrdersOf mail: String, in book: String) -> PersonID {
    let old = PersonID(customer: mail.lowercased(), in: "")
    return book.isEmpty && mailKeys.contains(old) ? old : PersonID(mail: mail, in: book)
  }
}
