import ChatDomain
import Primitives

/// Files that are named by persons, on shelves by the first two letters of the id: `people/ab/<id>.txt`.
struct PersonShelves: Sendable {
  let place: PersonData
  let ending: String

  /// A person's file, from the data folder.
  func name(_ person: PersonID) -> String {
    let id = person.description
    return "\(place.name)/\(id.prefix(2))/\(id)\(ending)"
  }

  /// Everybody who has a file, by id.
  func persons(in files: RecordFiles) throws(StorageError) -> [PersonID] {
    var persons: [PersonID] = []
    for shelf in try files.disk.list(files.path(place.name)) {
      for name in try files.disk.list(files.path("\(place.name)/\(shelf)")) where name.hasSuffix(ending) {
        if let person = PersonID(name.dropLast(ending.count)) { persons.append(person) }
      }
    }
    return persons
  }

  /// Whether no shelf holds anything; looks no further than the first one that does.
  func isEmpty(in files: RecordFiles) throws(StorageError) -> Bool {
    for shelf in try files.disk.list(files.path(place.name))
    where try !files.disk.list(files.path("\(place.name)/\(shelf)")).isEmpty { return false }
    return true
  }
}
