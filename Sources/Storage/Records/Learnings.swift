import ChatDomain
import EventLoops
import Primitives

/// Who people are said to be, gathered until it is written: a person's file is rewritten whole, so not for each line.
struct Learnings {
  /// Between two rounds of writing.
  static let pause = Milliseconds.seconds(1)
  /// Identities gathered at most before they are written at once.
  static let most = 1_024

  /// Who somebody was said to be, and on which browser.
  typealias Saying = (identity: Identity, browser: VisitorID)

  private(set) var people: [PersonID: [Saying]] = [:]
  private var count = 0
  /// Some were written less than a pause ago.
  var isPausing = false

  var isEmpty: Bool { people.isEmpty }
  /// Whether they should be written now.
  var isDue: Bool { !isEmpty && (!isPausing || count >= Self.most) }

  mutating func add(_ identity: Identity, on browser: VisitorID) {
    people[identity.person, default: []].append((identity, browser))
    count += 1
  }

  /// Everything of one person is written.
  mutating func wrote(_ person: PersonID) { count -= people.removeValue(forKey: person)?.count ?? 0 }
}

extension Archive {
  /// Takes up who somebody is said to be: written now, or with what else comes within a moment.
  func learn(_ identity: Identity, on browser: VisitorID) {
    learnings.add(identity, on: browser)
    guard learnings.isDue else { return }
    tryWritingLearnings()
    pauseLearning()
  }

  /// Writes all that was gathered, if there is room: else they stay gathered, and no checkpoint passes them.
  func tryWritingLearnings() {
    do throws(StorageError) { try writeLearnings() } catch { met(error) }
  }

  /// Writes all that was gathered; throws when there is no room.
  func writeLearnings() throws(StorageError) {
    for (person, sayings) in learnings.people {
      do throws(StorageError) { try folder.people.learn(sayings, of: person) } catch {
        if error.isFullDisk { throw error }
        // One person's file that cannot be written holds nobody else up; the transcript has it all.
        trouble(error)
      }
      learnings.wrote(person)
      search.look(at: person)
    }
  }

  private func pauseLearning() {
    guard !learnings.isPausing else { return }
    learnings.isPausing = true
    queue.run(after: Learnings.pause) { [weak self] in self?.assumeIsolated { $0.learnAgain() } }
  }

  private func learnAgain() {
    learnings.isPausing = false
    guard learnings.isDue else { return }
    tryWritingLearnings()
    pauseLearning()
  }
}
