import ArgumentParser

/// The real desk with more people than any shop has: what breaks, what grows, and what an event costs.
@main
struct Crowd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crowd", abstract: "Put a crowd before the desk and measure it.",
    subcommands: [CrowdPlay.self, CrowdWaiting.self])
}
