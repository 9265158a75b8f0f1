extension DeliveryModel {
  /// What can happen next.
  enum Step: Hashable {
    case write(page: Int)
    case connect(page: Int)
    case send(page: Int)
    case askForMissing(page: Int)
    case serverHears(page: Int)
    case pageHears(page: Int)
    /// The sync of the lines up to here comes back.
    case sync(through: Int)
    case cut(page: Int)
    /// Killed; of the lines not synced, these many in all had reached the disk.
    case crash(surviving: Int)
  }

  /// Every step that can be taken now.
  func steps(_ bounds: Bounds) -> [Step] {
    var steps: [Step] = []
    for (index, page) in pages.enumerated() {
      if page.unwritten > 0 { steps.append(.write(page: index)) }
      if page.link == .down { steps.append(.connect(page: index)) }
      if page.link != .down, cutsLeft > 0 { steps.append(.cut(page: index)) }
      if page.link != .down, page.sent < min(page.outbox.count, bounds.inFlight) { steps.append(.send(page: index)) }
      if page.link == .live, page.notices.isEmpty, page.requests.isEmpty, !page.ahead.isEmpty {
        steps.append(.askForMissing(page: index))
      }
      if !page.requests.isEmpty { steps.append(.serverHears(page: index)) }
      if !page.notices.isEmpty { steps.append(.pageHears(page: index)) }
    }
    if synced < transcript.count { steps += (synced + 1...transcript.count).map { .sync(through: $0) } }
    if crashesLeft > 0 { steps += (durable...transcript.count).map { .crash(surviving: $0) } }
    return steps
  }

  /// What is after that step.
  func after(_ step: Step, _ bounds: Bounds) -> DeliveryModel {
    var next = self
    switch step {
    case .write(let page): next.write(page)
    case .connect(let page): next.connect(page)
    case .send(let page): next.send(page)
    case .askForMissing(let page): next.pages[page].requests.append(.sync(after: pages[page].lines.count))
    case .serverHears(let page): next.serverHears(page, next.pages[page].requests.removeFirst(), bounds)
    case .pageHears(let page): next.pages[page].hear(next.pages[page].notices.removeFirst(), bounds)
    case .sync(let count): next.reach(count)
    case .cut(let page):
      next.cutsLeft -= 1
      next.hangUp(page, bounds)
    case .crash(let surviving): next.crash(surviving, bounds)
    }
    return next
  }
}

// MARK: the pages

extension DeliveryModel {
  private mutating func write(_ page: Int) {
    let mid = Mid(page * 100 + pages[page].unwritten)
    pages[page].unwritten -= 1
    pages[page].outbox.append(mid)
  }

  private mutating func connect(_ page: Int) {
    pages[page].link = .greeting
    pages[page].requests = [.hello(seq: pages[page].lines.count)]
  }

  private mutating func send(_ page: Int) {
    pages[page].requests.append(.say(pages[page].outbox[pages[page].sent]))
    pages[page].sent += 1
  }

  private mutating func hangUp(_ page: Int, _ bounds: Bounds) {
    (pages[page].link, pages[page].requests, pages[page].notices) = (.down, [], [])
    // Nothing is in flight on a connection that is gone: everything goes out again, in order.
    if bounds.fault != .noSecondTry { pages[page].sent = 0 }
    held.removeAll { $0.page == page }
  }
}

extension DeliveryModel.Page {
  mutating func hear(_ notice: DeliveryModel.Notice, _ bounds: DeliveryModel.Bounds) {
    switch notice {
    case .line(let seq, let mid): take(seq, mid, bounds)
    case .ack(let mid, let seq):
      acked.insert(mid)
      if let place = outbox.firstIndex(of: mid) {
        outbox.remove(at: place)
        sent = max(0, sent - 1)
      }
      take(seq, mid, bounds)
    }
  }

  private mutating func take(_ seq: Int, _ mid: DeliveryModel.Mid, _ bounds: DeliveryModel.Bounds) {
    if bounds.fault == .noOrder { return lines.append(mid) }
    guard seq > lines.count else { return }
    ahead[seq] = mid
    while let next = ahead.removeValue(forKey: lines.count + 1) { lines.append(next) }
  }
}

// MARK: the server

extension DeliveryModel {
  private mutating func serverHears(_ page: Int, _ request: Request, _ bounds: Bounds) {
    switch request {
    case .hello(let seq):
      pages[page].link = .live
      replay(after: bounds.fault == .noReplay ? transcript.count : seq, to: page, bounds)
    case .sync(let after): replay(after: after, to: page, bounds)
    case .say(let mid): said(mid, by: page, bounds)
    }
  }

  private mutating func said(_ mid: Mid, by page: Int, _ bounds: Bounds) {
    if bounds.fault != .forgottenNames, let place = transcript.firstIndex(of: mid) {
      return tell(page, .ack(mid, seq: place + 1), bounds)
    }
    transcript.append(mid)
    for other in pages.indices where pages[other].link == .live {
      tell(other, .line(seq: transcript.count, mid), bounds)
    }
    tell(page, .ack(mid, seq: transcript.count), bounds)
  }

  private mutating func replay(after seq: Int, to page: Int, _ bounds: Bounds) {
    for place in min(seq, transcript.count)..<transcript.count {
      tell(page, .line(seq: place + 1, transcript[place]), bounds)
    }
  }

  /// In one queue for all, in order, and nothing before the lines that stand before it are on disk.
  private mutating func tell(_ page: Int, _ notice: Notice, _ bounds: Bounds) {
    if bounds.fault == .earlyAck || held.isEmpty && synced == transcript.count {
      pages[page].notices.append(notice)
    } else {
      held.append(Held(page: page, notice: notice, behind: transcript.count))
    }
  }

  private mutating func reach(_ count: Int) {
    (synced, durable) = (count, max(durable, count))
    while let first = held.first, first.behind <= synced {
      pages[first.page].notices.append(first.notice)
      held.removeFirst()
    }
  }

  private mutating func crash(_ surviving: Int, _ bounds: Bounds) {
    crashesLeft -= 1
    transcript.removeLast(transcript.count - surviving)
    synced = surviving
    if bounds.fault != .unsyncedRecovery { durable = surviving }
    held = []
    for page in pages.indices { hangUp(page, bounds) }
  }
}
