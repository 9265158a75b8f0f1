/// One script made of a module and of every module that it imports, so that a page fetches all of it in one request: 28
/// files squeezed one by one take a quarter more bytes than one.
///
/// Each imported module becomes a function that is called once, in the order in which modules run, and answers what it
/// exports. Not a parser, and needs none: in Public/ each `import` and `export` begins a line, exports name one
/// declaration, and nothing that is exported changes later. A module that is written otherwise is a fault.
package struct ModuleBundle {
  /// What can't be bundled.
  package struct Fault: Error, Equatable {
    /// The file, from the folder.
    package let file: String
    /// The line as it was written.
    package let line: String
  }

  private let entry: String
  private let source: (String) -> String?
  private var numbers: [String: Int] = [:]
  private var text = ""

  /// The module `entry` with all that it imports; `source` answers what a file holds, by its name from the folder.
  package static func bundled(
    _ entry: String, source: (String) -> String?
  ) throws(Fault) -> String {
    try withoutActuallyEscaping(source) { (source) throws(Fault) in
      var bundle = ModuleBundle(entry: entry, source: source)
      try bundle.add(entry)
      return bundle.text
    }
  }

  private init(entry: String, source: @escaping (String) -> String?) { (self.entry, self.source) = (entry, source) }

  /// Adds a module behind those that it imports; one that stands there already is not added again.
  private mutating func add(_ file: String) throws(Fault) {
    guard numbers[file] == nil else { return }
    guard let source = source(file) else { throw Fault(file: file, line: "") }
    let module = try Module(file, source)
    for name in module.imports.map(\.file) { try add(name) }
    numbers[file] = numbers.count
    let taken = module.imports.compactMap { taking in taking.what.map { "const \($0)=$\(numbers[taking.file] ?? 0);\n" }
    }
    let body = taken.joined() + module.body(from: Self.folder(of: entry))
    guard file != entry else { return text += body + module.exportLine }
    text += "const $\(numbers[file] ?? 0)=(()=>{\n\(body)return{\(module.exports.joined(separator: ","))};\n})();\n"
  }

  private static func folder(of file: String) -> Substring { file[..<(file.lastIndex(of: "/") ?? file.startIndex)] }

  /// One file: what it imports and exports, and the lines between.
  private struct Module {
    /// `what` is the left side of a declaration, such as `{a, b:c}`; nil for a module that is only run.
    var imports: [(file: String, what: String?)] = []
    var exports: [String] = []
    private var lines: [Substring] = []
    private let folder: Substring

    init(_ file: String, _ source: String) throws(Fault) {
      folder = ModuleBundle.folder(of: file)
      var statement = ""
      for line in source.split(separator: "\n") {
        if statement.isEmpty, !line.hasPrefix("import ") {
          lines.append(try exporting(line, file))
          continue
        }
        statement += line
        guard line.hasSuffix(";") else { continue }
        imports.append(try importing(statement, file))
        statement = ""
      }
    }

    var exportLine: String { "export{\(exports.joined(separator: ","))};\n" }

    /// The lines, with the files that they import when they run named from another folder.
    func body(from other: Substring) -> String {
      let body = lines.map { $0 + "\n" }.joined()
      guard folder != other else { return body }
      return body.replacing("import(\"./", with: "import(\"../\(folder)/").replacing(
        "import(`./", with: "import(`../\(folder)/")
    }

    private mutating func exporting(_ line: Substring, _ file: String) throws(Fault) -> Substring {
      guard line.hasPrefix("export ") else { return line }
      let bare = line.dropFirst(7)
      let words = bare.split(separator: " ", maxSplits: 3).drop { $0 == "async" }
      guard let kind = words.first, ["const", "function", "class"].contains(kind), words.count > 1 else {
        throw Fault(file: file, line: String(line))
      }
      let name = words[words.startIndex + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard !name.isEmpty else { throw Fault(file: file, line: String(line)) }
      exports.append(String(name))
      return bare
    }

    private func importing(_ statement: String, _ file: String) throws(Fault) -> (file: String, what: String?) {
      let parts = statement.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[2] == ";" else { throw Fault(file: file, line: statement) }
      let name = try resolved(parts[1], statement, file)
      var what = parts[0].dropFirst(7)
      guard !what.isEmpty else { return (name, nil) }
      guard what.hasSuffix(" from ") else { throw Fault(file: file, line: statement) }
      what = what.dropLast(6)
      if what.hasPrefix("* as ") { return (name, String(what.dropFirst(5))) }
      guard what.hasPrefix("{") else { throw Fault(file: file, line: statement) }
      return (name, String(what.replacing(" as ", with: ":")))
    }

    private func resolved(_ reference: Substring, _ statement: String, _ file: String) throws(Fault) -> String {
      if reference.hasPrefix("./") {
        return folder.isEmpty ? String(reference.dropFirst(2)) : "\(folder)/\(reference.dropFirst(2))"
      }
      guard reference.hasPrefix("../"), !folder.contains("/") else { throw Fault(file: file, line: statement) }
      return String(reference.dropFirst(3))
    }
  }
}
