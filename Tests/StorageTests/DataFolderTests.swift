import ChatTesting
import Glibc
import Storage
import Testing

@Suite struct DataFolderTests {
  let place = TemporaryFolder()

  @Test func `a new folder is made for its owner alone, and opens again`() throws {
    let path = place.path + "/data"
    _ = try DataFolder.open(path)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    _ = try DataFolder.open(path + "/")
  }

  @Test func `a second process is told who has it`() throws {
    let first = try DataFolder.open(place.path)
    #expect(throws: StorageError.inUse(place.path, pid: Int(getpid()))) { _ = try DataFolder.open(place.path) }
    withExtendedLifetime(first) {}
  }

  @Test func `a file is no folder`() throws {
    let path = place.path + "/file"
    try Disk().replace(path, with: [1])
    #expect(throws: StorageError.notAFolder(path)) { _ = try DataFolder.open(path) }
  }

  @Test func `somebody else's folder is left alone`() throws {
    try Disk().replace(place.path + "/diary.txt", with: [1])
    #expect(throws: StorageError.notOurs(place.path)) { _ = try DataFolder.open(place.path) }
  }

  @Test func `another version is named`() throws {
    try Disk().replace(place.path + "/format", with: Array("second ring data folder 9\n".utf8))
    let error = #expect(throws: StorageError.self) { _ = try DataFolder.open(place.path) }
    #expect(error?.description.contains("second ring data folder 9") == true)
  }

  @Test func `a path below nothing is named`() {
    let error = #expect(throws: StorageError.self) { _ = try DataFolder.open(place.path + "/a/b") }
    #expect(error?.description.contains(place.path + "/a/b") == true)
  }
}
