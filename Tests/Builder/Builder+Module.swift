import Foundation
import Grader

// Compiles a student's module without the parts that do not compile.
extension Builder {
  /// A compiled module.
  struct Module {
    /// The object file; `nil` where nothing of it compiles.
    let object: String?

    /// The folder of its module file.
    let folder: String
    let unbuilt: Unbuilt

    /// Identifies the sources that it was built from.
    let hash: String
    let imports: Set<String>
  }

  /// Compiles a student's module, unless that has been done already.
  /// - Parameter used: The modules that it builds upon.
  func module(
    _ entry: CourseEntry, _ draft: Draft, using used: [Module]
  ) throws -> Module {
    var parts = [library.identity, Data([entry.module, "\(limit)"] + used.map(\.hash))]
    for file in draft.files { parts += [Data([file.path]), Data(file.text)] }
    parts.append(try Self.encoder.encode(draft.unbuilt))
    let folder = try store.entry("module", from: parts) { folder in
      let unbuilt = try compile(draft, entry, used, in: folder)
      try Self.encoder.encode(unbuilt).write(to: folder.appending(path: "unbuilt.json"))
    }
    let object = folder.appending(path: "\(entry.module).o").path
    let imports = draft.files.flatMap { file in
      let text = String(decoding: file.text, as: UTF8.self)
      return text.matches(of: Self.anImport).map { String($0.1) }
    }
    return Module(
      object: FileManager.default.fileExists(atPath: object) ? object : nil, folder: folder.path,
      unbuilt: try JSONDecoder().decode(
        Unbuilt.self, from: Data(contentsOf: folder.appending(path: "unbuilt.json"))),
      hash: folder.lastPathComponent, imports: Set(imports))
  }

  /// The name of a module, or of one whose type is imported, as in `import struct Foundation.Date`.
  private static var anImport: Regex<(Substring, Substring)> {
    #/(?m)^ *(?:@?\w+ +)*import +(?:[a-z]+ +)?(\w+)/#
  }

  /// Writes keys in a fixed order, so that equal values give equal bytes.
  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  /// How many times parts are taken out before giving up.
  private static let mostRounds = 12

  /// Compiles a draft, less what does not compile.
  private func compile(
    _ draft: Draft, _ entry: CourseEntry, _ used: [Module], in folder: URL
  ) throws -> Unbuilt {
    var draft = draft
    for _ in 0..<Self.mostRounds {
      guard draft.files.contains(where: { !$0.isLeftOut }) else { return draft.unbuilt }
      let staged = try stage(draft.files.map { ($0.path, $0.text) }, in: folder)
      let object = folder.appending(path: "\(entry.module).o").path
      // An expression that takes too long to type-check costs its own line, not the assignment.
      let outcome = try Tool.run(
        toolchain.compile + ["-c", "-Onone", "-wmo", "-parse-as-library"]
          + ["-solver-expression-time-threshold=\(max(1, Int(limit / 12)))"]
          + ["-module-name", entry.module, "-vfsoverlay", staged]
          + (used.map(\.folder) + [library.forStudents]).flatMap { ["-I", $0] }
          + ["-emit-module-path", folder.appending(path: "\(entry.module).swiftmodule").path]
          + ["-o", object] + draft.files.map(\.path), within: limit,
        in: workroom?.with(folder, reading: used.map(\.folder)))
      switch outcome.status {
      case .exited(0): return draft.unbuilt
      case .outOfTime:
        draft.noteFailure("The compiler has not come to an end with it in \(Int(limit)) seconds.")
        return draft.unbuilt
      case .exited, .died:
        let errors = CompilerMessage.errors(in: outcome.text, about: draft.files.map(\.path))
        if outcome.mayBeTheMachines(errors.map(\.error)) { try throwIfNothingCompiles() }
        guard draft.cut(errors) else {
          draft.noteFailure("It does not compile: \(outcome.gist)")
          return draft.unbuilt
        }
      }
    }
    draft.noteFailure("It does not compile: too much of it would have to be left out.")
    return draft.unbuilt
  }

  /// Writes texts for the compiler to find in place of the files at these paths.
  /// - Returns: The path of the file that tells the compiler so.
  func stage(_ files: [(path: String, text: [UInt8])], in folder: URL) throws -> String {
    var entries: [[String: String]] = []
    for (index, file) in files.enumerated() {
      let copy = folder.appending(path: "source-\(index).swift")
      try Data(file.text).write(to: copy)
      entries.append(["type": "file", "name": file.path, "external-contents": copy.path])
    }
    let overlay: [String: Any] = [
      "version": 0, "case-sensitive": "true", "use-external-names": "false", "roots": entries,
    ]
    let file = folder.appending(path: "overlay.json")
    try JSONSerialization.data(withJSONObject: overlay, options: .sortedKeys).write(to: file)
    return file.path
  }
}
