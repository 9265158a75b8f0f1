import Synchronization

/// Who is connected, to all listeners of a server together: to say goodbye to everybody, and to count by address.
final class ConnectionTable: Sendable {
  private struct Contents {
    var connections: [ConnectionID: Connection] = [:]
    var countByAddress: [IPAddress: Int] = [:]
    var handshakes = 0
    var waitingForEnd: [CheckedContinuation<Void, Never>] = []
  }

  private let contents = Mutex(Contents())
  private let lastNumber = Atomic<UInt64>(0)

  var count: Int { contents.withLock { $0.connections.count } }
  var all: [Connection] { contents.withLock { Array($0.connections.values) } }

  func makeID() -> ConnectionID { ConnectionID(number: lastNumber.add(1, ordering: .relaxed).newValue) }

  func insert(_ connection: Connection) { contents.withLock { $0.connections[connection.id] = connection } }

  func remove(_ connection: Connection) {
    let ended = contents.withLock { contents in
      contents.connections[connection.id] = nil
      return contents.connections.isEmpty ? take(&contents.waitingForEnd) : []
    }
    for continuation in ended { continuation.resume() }
  }

  /// Counts one more connection of the address; false, and not counted, when it has `limit` already.
  func claim(_ address: IPAddress, limit: Int) -> Bool {
    contents.withLock { contents in
      guard contents.countByAddress[address, default: 0] < limit else { return false }
      contents.countByAddress[address, default: 0] += 1
      return true
    }
  }

  func release(_ address: IPAddress) {
    contents.withLock { contents in
      guard let count = contents.countByAddress[address] else { return }
      contents.countByAddress[address] = count > 1 ? count - 1 : nil
    }
  }

  /// Counts one more TLS handshake under way; false, and not counted, when there are `limit` already.
  func beginHandshake(limit: Int) -> Bool {
    contents.withLock { contents in
      guard contents.handshakes < limit else { return false }
      contents.handshakes += 1
      return true
    }
  }

  func endHandshake() { contents.withLock { $0.handshakes -= 1 } }

  /// Returns when nobody is connected.
  func waitUntilEmpty() async {
    await withCheckedContinuation { continuation in
      let isEmpty = contents.withLock { contents in
        if !contents.connections.isEmpty { contents.waitingForEnd.append(continuation) }
        return contents.connections.isEmpty
      }
      if isEmpty { continuation.resume() }
    }
  }

  private func take(_ list: inout [CheckedContinuation<Void, Never>]) -> [CheckedContinuation<Void, Never>] {
    defer { list = [] }
    return list
  }
}
