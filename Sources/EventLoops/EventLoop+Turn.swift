import Primitives

extension EventLoop {
  /// How long to wait for more after a turn that had work, before Dispatch is asked to wait again.
  private static let linger: Int32 = 1
  /// How long to keep Dispatch's thread in one piece.
  private static let longestStay = Milliseconds(50)
  /// Mail for one turn; sockets get their say before the rest.
  private static let mailBudget = 1_024

  /// Dispatch says that something is ready: turns until nothing is.
  func run() {
    now = Clock.now()
    let leave = now + Self.longestStay
    var patience: Int32 = 0
    repeat {
      let count = poller.wait(patience)
      guard count > 0 || hasMailLeft else { return }
      now = Clock.now()
      turn(events: count)
      patience = hasMailLeft ? 0 : Self.linger
    } while now < leave
    // Dispatch sees the set readable as long as an event is left in it; only carried mail needs a word.
    if hasMailLeft { poller.wakeUp() }
  }

  private var hasMailLeft: Bool { inboxPosition < inbox.count }

  private func turn(events count: Int) {
    turnNumber &+= 1
    for index in 0..<count {
      let event = poller.event(index)
      switch event.token {
      case Poller.wakeToken: takeMail()
      case Poller.timerToken: poller.acknowledgeTimer()
      default: slots.client(Slot(token: event.token))?.ready(event.readiness)
      }
    }
    deliverMail()
    passDeadlines()
    endTurn()
    armTimer()
  }

  private func takeMail() {
    guard !hasMailLeft else { return }
    // In this order: mail that comes between the two lines is taken, and at worst wakes the loop for nothing.
    poller.acknowledgeWake()
    mailbox.exchange(&inbox)
    inboxPosition = 0
  }

  private func deliverMail() {
    let end = min(inbox.count, inboxPosition + Self.mailBudget)
    while inboxPosition < end {
      let mail = inbox[inboxPosition]
      inboxPosition += 1
      switch mail {
      case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
      case .body(let body): body()
      }
    }
    if !hasMailLeft, inboxPosition > 0 {
      // A burst's array is not kept for ever.
      inbox.removeAll(keepingCapacity: inbox.capacity <= 8 * Self.mailBudget)
      inboxPosition = 0
    }
  }

  private func passDeadlines() {
    while let index = deadlines.popDue(now) { slots.tenant(of: index)?.deadlinePassed() }
  }

  private func endTurn() {
    var position = 0
    while position < ending.count {
      slots.client(ending[position])?.turnEnds()
      position += 1
    }
    ending.removeAll(keepingCapacity: true)
  }

  private func armTimer() {
    let next = deadlines.next
    guard next != armed else { return }
    armed = next
    poller.arm(next.map { Clock.sinceBoot($0).count })
  }
}
