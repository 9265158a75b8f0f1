/// One script made of a module and of every module that it imports, so that a page fetches all of it in one request:
/// packed one by one, its files take a quarter more bytes.
///
/// Each imported module becomes a function that is called once, in the order in which modules run, and answers what the
/// others take of it: a list, or an object where one takes all of it by `* as`. Not a parser, and needs none: in Public/
/// each `import` and `export` begins a line, exports name one declaration, and nothing that is exported changes later. A
/// module that is written otherwise is a fault.
package struct ModuleBundle {
  /// What can't be bundled.
  package struct Fault: Error, Equatable {
    /// The file, from the folder.
    package let file: String
    /// The line as it was written.
    package let line: String
  }

  private let source: (String) -> String?
  /// In the order in which they run: each behind those that it imports.
  private var modules: [ScriptModule] = []
  private var numbers: [String: Int] = [:]

  /// The module `entry` with all that it imports; `source` answers what a file holds, by its name from the folder.
  package static func bundled(
    _ entry: String, source: (String) -> String?
  ) throws(Fault) -> String {
    try withoutActuallyEscaping(source) { (source) throws(Fault) in
      var bundle = ModuleBundle(source: source)
      try bundle.load(entry)
      return try bundle.text(from: ScriptModule.folder(of: entry))
    }
  }

  private init(source: @escaping (String) -> String?) { self.source = source }

  /// Reads a module behind those that it imports; one that was read is not read again.
  private mutating func load(_ file: String) throws(Fault) {
    guard numbers[file] == nil else { return }
    guard let source = source(file) else { throw Fault(file: file, line: "") }
    let module = try ScriptModule(file, source)
    for taking in module.imports { try load(taking.file) }
    numbers[file] = modules.count
    modules.append(module)
  }

  private func text(from folder: Substring) throws(Fault) -> String {
    var text = ""
    for (number, module) in modules.enumerated() {
      var body = ""
      for taking in module.imports { body += try declaration(taking, in: module) }
      body += module.body(from: folder)
      let isEntry = number == modules.count - 1
      text +=
        isEntry
        ? "\(body)export{\(module.exports.joined(separator: ","))};\n"
        : "const $\(number)=(()=>{\n\(body)return\(answer(of: module));\n})();\n"
    }
    return text
  }

  /// What is imported, as a declaration; empty for a module that is only run.
  private func declaration(_ taking: ScriptModule.Import, in module: ScriptModule) throws(Fault) -> String {
    let number = numbers[taking.file] ?? 0
    switch taking.what {
    case .nothing: return ""
    case .everything(let name): return "const \(name)=$\(number);\n"
    case .names(let names):
      for name in names where !modules[number].exports.contains(name.exported) {
        throw Fault(file: module.file, line: "import { \(name.exported) } from \"\(taking.file)\"")
      }
      if isTakenWhole(taking.file) {
        return "const{\(names.map { "\($0.exported):\($0.local)" }.joined(separator: ","))}=$\(number);\n"
      }
      let places = taken(of: taking.file).map { name in names.first { $0.exported == name }?.local ?? "" }
      return "const[\(places.joined(separator: ","))]=$\(number);\n"
    }
  }

  private func answer(of module: ScriptModule) -> String {
    if isTakenWhole(module.file) { return "{\(module.exports.joined(separator: ","))}" }
    return "[\(taken(of: module.file).joined(separator: ","))]"
  }

  private func isTakenWhole(_ file: String) -> Bool {
    modules.contains { $0.imports.contains { $0.file == file && $0.what.isEverything } }
  }

  /// What others take of a file by name.
  private func taken(of file: String) -> [String] {
    let names = Set(modules.flatMap(\.imports).filter { $0.file == file }.flatMap { $0.what.names.map(\.exported) })
    return modules[numbers[file] ?? 0].exports.filter(names.contains)
  }
}
