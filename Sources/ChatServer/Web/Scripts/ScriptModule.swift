/// One file of a bundle: what it imports and exports, and the lines between.
struct ScriptModule {
  /// What of another module is taken.
  enum Taking {
    /// It is only run.
    case nothing
    case everything(as: String)
    case names([(exported: String, local: String)])

    var isEverything: Bool { if case .everything = self { true } else { false } }

    var names: [(exported: String, local: String)] { if case .names(let names) = self { names } else { [] } }
  }

  struct Import {
    let file: String
    let what: Taking
  }

  let file: String
  private(set) var imports: [Import] = []
  private(set) var exports: [String] = []
  private var lines: [Substring] = []
  private let folder: Substring

  init(_ file: String, _ source: String) throws(ModuleBundle.Fault) {
    (self.file, folder) = (file, Self.folder(of: file))
    var statement = ""
    for line in source.split(separator: "\n") {
      if statement.isEmpty, !line.hasPrefix("import ") {
        lines.append(try exporting(line))
        continue
      }
      statement += line
      guard line.hasSuffix(";") else { continue }
      imports.append(try importing(statement))
      statement = ""
    }
  }

  static func folder(of file: String) -> Substring { file[..<(file.lastIndex(of: "/") ?? file.startIndex)] }

  /// The lines, with the files that they import when they run named from another folder.
  func body(from other: Substring) -> String {
    let body = lines.map { $0 + "\n" }.joined()
    guard folder != other else { return body }
    return body.replacing("import(\"./", with: "import(\"../\(folder)/").replacing(
      "import(`./", with: "import(`../\(folder)/")
  }

  private mutating func exporting(_ line: Substring) throws(ModuleBundle.Fault) -> Substring {
    guard line.hasPrefix("export ") else { return line }
    let bare = line.dropFirst(7)
    let words = bare.split(separator: " ", maxSplits: 3).drop { $0 == "async" }
    guard let kind = words.first, ["const", "function", "class"].contains(kind), words.count > 1 else {
      throw fault(line)
    }
    let name = words[words.startIndex + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard !name.isEmpty else { throw fault(line) }
    exports.append(String(name))
    return bare
  }

  private func importing(_ statement: String) throws(ModuleBundle.Fault) -> Import {
    let parts = statement.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2] == ";" else { throw fault(statement) }
    let file = try resolved(parts[1], statement)
    var what = parts[0].dropFirst(7)
    guard !what.isEmpty else { return Import(file: file, what: .nothing) }
    guard what.hasSuffix(" from ") else { throw fault(statement) }
    what = what.dropLast(6)
    if what.hasPrefix("* as ") { return Import(file: file, what: .everything(as: String(what.dropFirst(5)))) }
    guard what.hasPrefix("{"), what.hasSuffix("}") else { throw fault(statement) }
    let names = what.dropFirst().dropLast().split(separator: ",").map { name in
      let words = name.split(separator: " ")
      return (exported: String(words.first ?? ""), local: String(words.last ?? ""))
    }
    return Import(file: file, what: .names(names.filter { !$0.exported.isEmpty }))
  }

  private func resolved(_ reference: Substring, _ statement: String) throws(ModuleBundle.Fault) -> String {
    if reference.hasPrefix("./") {
      return folder.isEmpty ? String(reference.dropFirst(2)) : "\(folder)/\(reference.dropFirst(2))"
    }
    guard reference.hasPrefix("../"), !folder.contains("/") else { throw fault(statement) }
    return String(reference.dropFirst(3))
  }

  private func fault(_ line: some StringProtocol) -> ModuleBundle.Fault {
    ModuleBundle.Fault(file: file, line: String(line))
  }
}
