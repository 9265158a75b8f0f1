import Primitives

/// What watches the machine around the server, for health and operators.
struct HealthWatches: Sendable {
  /// How the disk and the queues in front of it stand.
  let storage: StorageWatch
  /// Whether a proxy stands in front that the settings do not name.
  let proxies: ProxyDoubt
  /// Whether the machine's clock was set while the server runs.
  let clock: ClockWatch

  /// What health tells beside the desk.
  func surroundings(at now: Instant) -> Health.Surroundings {
    Health.Surroundings(storage: storage.reading(at: now), proxy: proxies.advice, clockStep: clock.latest(at: now))
  }
}
