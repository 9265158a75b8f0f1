import CLinux
import Glibc

/// The set of descriptors a loop waits on, with the loop's own two: a wake-up counter and a timer.
///
/// The seam to the kernel: epoll, eventfd and timerfd are named in this file alone. A kqueue of another system offers the
/// same verbs (EVFILT_READ/WRITE, EVFILT_USER, EVFILT_TIMER) and is itself a descriptor that Dispatch can watch.
final class Poller: Sendable {
  struct Event {
    let token: UInt64
    let readiness: Readiness
  }

  static let wakeToken = UInt64.max
  static let timerToken = UInt64.max - 1
  private static let batch = 1_024

  private let epoll: FileDescriptor
  private let wake: FileDescriptor
  private let timer: FileDescriptor
  // Filled and read by the loop alone, on its queue.
  private nonisolated(unsafe) let events: UnsafeMutablePointer<epoll_event>

  init() throws(SystemError) {
    epoll = try FileDescriptor(epoll_create1(Int32(EPOLL_CLOEXEC)), from: "epoll_create1")
    wake = try FileDescriptor(eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)), from: "eventfd")
    timer = try FileDescriptor(
      timerfd_create(CLOCK_BOOTTIME, Int32(TFD_NONBLOCK | TFD_CLOEXEC)), from: "timerfd_create")
    events = .allocate(capacity: Self.batch)
    try add(wake.number, .readable, token: Self.wakeToken)
    try add(timer.number, .readable, token: Self.timerToken)
  }

  deinit { events.deallocate() }

  /// The one descriptor that is readable while anything of the set is ready.
  var descriptor: Int32 { epoll.number }

  func add(_ descriptor: Int32, _ wanted: Readiness, token: UInt64) throws(SystemError) {
    guard cl_epoll_ctl(epoll.number, EPOLL_CTL_ADD, descriptor, Self.bits(wanted), token) == 0 else {
      throw SystemError(operation: "epoll_ctl")
    }
  }

  func change(_ descriptor: Int32, _ wanted: Readiness, token: UInt64) {
    // Fails only for a descriptor that is not in the set: then there is nothing to change.
    _ = cl_epoll_ctl(epoll.number, EPOLL_CTL_MOD, descriptor, Self.bits(wanted), token)
  }

  func remove(_ descriptor: Int32) { _ = cl_epoll_ctl(epoll.number, EPOLL_CTL_DEL, descriptor, 0, 0) }

  /// Waits at most `milliseconds` and says how many events there are.
  func wait(_ milliseconds: Int32) -> Int {
    Int(max(0, epoll_wait(epoll.number, events, Int32(Self.batch), milliseconds)))
  }

  /// One of the events of the last wait.
  func event(_ index: Int) -> Event {
    let event = events[index]
    var bits: UInt8 = 0
    if event.events & EPOLLIN.rawValue != 0 { bits |= Readiness.readable.rawValue }
    if event.events & EPOLLRDHUP.rawValue != 0 { bits |= Readiness.ending.rawValue }
    if event.events & EPOLLOUT.rawValue != 0 { bits |= Readiness.writable.rawValue }
    if event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { bits |= Readiness.hungUp.rawValue }
    return Event(token: event.data.u64, readiness: Readiness(rawValue: bits))
  }

  /// Makes a wait return; from any thread.
  func wakeUp() { _ = eventfd_write(wake.number, 1) }

  func acknowledgeWake() {
    var count: eventfd_t = 0
    _ = eventfd_read(wake.number, &count)
  }

  func acknowledgeTimer() {
    var count: UInt64 = 0
    _ = read(timer.number, &count, MemoryLayout<UInt64>.size)
  }

  /// Sets the timer to a moment on CLOCK_BOOTTIME in milliseconds; nil stops it.
  func arm(_ milliseconds: Int64?) {
    var setting = itimerspec()
    if let milliseconds {
      // A time of zero would stop the timer; the past is as good as now.
      let time = max(1, milliseconds)
      setting.it_value = timespec(tv_sec: Int(time / 1_000), tv_nsec: Int(time % 1_000) * 1_000_000)
    }
    _ = timerfd_settime(timer.number, Int32(TFD_TIMER_ABSTIME), &setting, nil)
  }

  /// A timer that never fires, and becomes readable when somebody sets the machine's clock.
  static func clockSettings() throws(SystemError) -> FileDescriptor {
    let descriptor = try FileDescriptor(
      timerfd_create(CLOCK_REALTIME, Int32(TFD_NONBLOCK | TFD_CLOEXEC)), from: "timerfd_create")
    var never = itimerspec()
    never.it_value.tv_sec = .max
    let flags = Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
    guard timerfd_settime(descriptor.number, flags, &never, nil) == 0 else {
      throw SystemError(operation: "timerfd_settime")
    }
    return descriptor
  }

  /// Whether the clock was set since this was asked last; the timer goes on.
  static func wasClockSet(_ descriptor: borrowing FileDescriptor) -> Bool {
    var count: UInt64 = 0
    return read(descriptor.number, &count, MemoryLayout<UInt64>.size) < 0 && errno == ECANCELED
  }

  private static func bits(_ wanted: Readiness) -> UInt32 {
    var bits: UInt32 = 0
    if wanted.contains(.readable) { bits |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue }
    if wanted.contains(.writable) { bits |= EPOLLOUT.rawValue }
    if wanted.contains(.news) { bits |= EPOLLET.rawValue }
    return bits
  }
}
