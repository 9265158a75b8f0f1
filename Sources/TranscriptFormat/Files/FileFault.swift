/// What is wrong with a file that people edit, in words they can act on; whoever opened it adds its name.
package struct FileFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line, from 1; nil when it is the whole file.
  package let line: Int?
  /// The field or column; empty when it is the form of the file.
  package let field: String
  /// What is wrong: `must be a whole number`.
  package let problem: String

  /// Puts the facts side by side.
  package init(line: Int?, field: String, problem: String) {
    self.line = line
    self.field = field
    self.problem = problem
  }

  /// `line 3, "capacity": must be a whole number`.
  package var description: String {
    let place = [line.map { "line \($0)" }, field.isEmpty ? nil : "\"\(field)\""].compactMap { $0 }
    return place.isEmpty ? problem : "\(place.joined(separator: ", ")): \(problem)"
  }
}
