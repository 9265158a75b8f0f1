import ChatServer
import ChatTesting
import EventLoops
import Glibc
import Testing

/// The shop's own program: run without a shell, fed, and not waited for long.
@Suite struct ErrandTests {
  init() { Signals.ignoreBrokenPipe() }

  @Test(arguments: [
    (["/bin/true"], Errand.Outcome.done), (["/bin/false"], .failed), (["/bin/nobody-has-this"], .notStarted),
    (["/bin/sh", "-c", "kill -9 $$"], .failed), ([], .notStarted),
  ])
  func `what came of it is said`(command: [String], outcome: Errand.Outcome) {
    #expect(Errand(command).run(Array("hello\n".utf8)) == outcome)
  }

  @Test func `it reads what it is told, and its arguments are no words of a shell`() {
    let folder = TemporaryFolder()
    let (told, trap) = ("\(folder.path)/told", "\(folder.path)/trap")
    let argument = "$(touch \(trap)); touch \(trap) `touch \(trap)`"
    let script = "cat > '\(told)'; printf %s \"$1\" >> '\(told)'"
    #expect(Errand(["/bin/sh", "-c", script, "sh", argument]).run(Array("{\"ring\":3}\n".utf8)) == .done)
    #expect(TestFile.text(told) == "{\"ring\":3}\n\(argument)")
    #expect(access(trap, F_OK) != 0)
  }

  @Test func `one that does not end is ended, with its children`() {
    #expect(Errand(["/bin/sh", "-c", "sleep 600 & wait"], patienceMilliseconds: 200).run([]) == .tookTooLong)
  }

  @Test func `one that does not read holds nobody`() {
    #expect(Errand(["/bin/true"]).run([UInt8](repeating: 0x20, count: 1 << 20)) == .done)
  }

  @Test func `nothing of the server is its`() {
    let folder = TemporaryFolder()
    let told = "\(folder.path)/told"
    setenv("SECONDRING_SECRET_OF_TEST", "1", 1)
    let script = "ls /proc/$$/fd | wc -w > '\(told)'; env | grep -c SECONDRING >> '\(told)'; true"
    #expect(Errand(["/bin/sh", "-c", script]).run([]) == .done)
    // Input, output and errors, and no more than the folder that is listed.
    #expect(["3\n0\n", "4\n0\n"].contains(TestFile.text(told) ?? ""))
  }

}
