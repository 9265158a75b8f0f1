import ArgumentParser
import ChatServer
import Glibc

/// Where the data folder is, for every command that works on one.
struct DataOption: ParsableArguments {
  @Option(help: "The data folder.")
  var data: String

  /// Has the command carried out, by the running server or on the folder itself, and prints what came of it.
  func ask(_ command: () throws -> any ControlCommand) throws {
    let reply: ControlReply
    do { reply = Administration.carryOut(try command(), dataFolder: data) } catch { reply = ControlReply(error) }
    print(reply.output, terminator: "")
    if !reply.errors.isEmpty { Terminal.complain(reply.errors) }
    if reply.exit != 0 { throw ExitCode(reply.exit) }
  }
}

/// Where files go that leave the data folder.
struct Destination: ParsableArguments {
  @Option(help: "A new archive, FILE.tar, or a new folder.") var to: String

  /// The running server has another working directory.
  var path: String {
    guard !to.hasPrefix("/"), let here = getcwd(nil, 0) else { return to }
    defer { free(here) }
    return "\(String(cString: here))/\(to)"
  }
}
