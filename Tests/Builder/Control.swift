import Foundation
import KitSupport

/// A program that is known to be right, built the way a student's is. If it cannot be built either,
/// the machine or the kit is to blame; if it can, the student's files are, whatever the compiler
/// said about them: an error can be made to say anything.
struct Control {
  private let toolchain: Toolchain
  private let store: Store

  /// The arguments that compile a module, up to the files.
  private let compile: [String]

  /// The kit's own library.
  private let library: String

  init(_ toolchain: Toolchain, _ store: Store, library: String, modules: String) {
    (self.toolchain, self.store, self.library) = (toolchain, store, library)
    compile = toolchain.compile + ["-c", "-Onone", "-module-name", "Control", "-I", modules]
  }

  /// Builds it.
  /// - Returns: What went wrong, if something did.
  func failure(in workroom: Workroom?) throws -> String? {
    let folder = store.folder.appending(
      path: "control-\(getpid())-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "main.swift").path
    let object = folder.appending(path: "main.o").path
    try Data("import FlatBackprop\n\nprint(Tensor(1))\n".utf8).write(to: URL(filePath: source))
    let tools = [
      compile + ["-o", object, source],
      toolchain.linkProgram(
        [object], kit: library, modules: [], to: folder.appending(path: "main").path),
    ]
    for tool in tools {
      let outcome = try Tool.run(tool, within: 300, in: workroom?.with(folder))
      if outcome.status != .exited(0) { return outcome.gist }
    }
    return nil
  }

  /// Why the compiler cannot work in a workroom, though it can elsewhere; `nil` if it can.
  /// - Parameter identity: Identifies what is built with: the answer is cached for it.
  /// - Throws: A sentence where the compiler cannot work at all.
  func flaw(of workroom: Workroom, with identity: Data) throws -> String? {
    let entry = try store.entry("confined", from: [identity]) { folder in
      guard let flaw = try failure(in: workroom) else { return }
      if let failure = try failure(in: nil) {
        throw KitError("The compiler could not work: \(failure)")
      }
      try Data(flaw.utf8).write(to: folder.appending(path: "flaw"))
    }
    return try? String(contentsOf: entry.appending(path: "flaw"), encoding: .utf8)
  }
}
