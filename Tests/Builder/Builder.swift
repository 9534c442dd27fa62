import Foundation
import Grader
import KitSupport

/// Builds a student's assignment by itself: its files, the code that calls them, and the modules of
/// the kit, which are built already.
///
/// Code that does not compile costs its own line: the body that holds an error becomes
/// `{ try todo() }` in the copy that is compiled, and the copy is compiled again. What cannot be
/// mended that way costs its function, then its file, and in the end the assignment.
///
/// Unlike the kit's code, the student's lines are not optimized: optimizing takes longer than
/// grading.
///
/// Builds are cached by the bytes they were made from, so that a grade never comes from another
/// source, and are safe to run at the same time.
public struct Builder: Sendable {
  private let kit: Kit
  let store: Store
  let toolchain: Toolchain

  let library: KitLibrary
  private let control: Control

  /// What the compiler may touch; `nil` where it cannot be confined.
  let workroom: Workroom?

  /// A warning for whoever grades other people's code, if the compiler cannot be confined.
  public let warning: String?

  /// Seconds of CPU that one call of the compiler may take.
  let limit: Double

  /// - Parameters:
  ///   - kit: The kit, whose modules must have been built.
  ///   - limit: Seconds of CPU that one call of the compiler may take.
  ///   - folder: Where builds are kept; `nil` for beside the kit's own.
  /// - Throws: ``KitError`` where the kit is not built or there is no compiler.
  public init(kit: Kit, limit: Double = 60, keptIn folder: URL? = nil) throws {
    self.kit = kit
    self.limit = limit
    store = try folder.map { try Store(folder: $0) } ?? Store(beside: kit.products)
    toolchain = try Toolchain(store)
    library = try KitLibrary(of: kit, store, toolchain)
    control = Control(toolchain, store, library: library.file, modules: library.modules)
    let room = toolchain.workroom.with(reading: [library.modules])
    let flaw = try control.flaw(of: room, with: library.identity)
    workroom = flaw == nil ? room : nil
    warning = flaw.map {
      "Note: the compiler cannot be kept from the disk and the network here (\($0)): grade only code "
        + "that you trust."
    }
    store.prune()
  }

  /// - Throws: A sentence if nothing can be built at all, not even code known to be right.
  func throwIfNothingCompiles() throws {
    if let failure = try control.failure(in: workroom) {
      throw KitError("The compiler could not work: \(failure)")
    }
  }

  /// Builds an assignment.
  /// - Parameters:
  ///   - folder: The assignment's folder, as in `04-svm`.
  ///   - sources: The folder that holds the assignments' folders.
  /// - Throws: ``KitError`` where the machine failed, not the student.
  public func build(_ folder: String, in sources: URL) throws -> BuiltAssignment {
    let entry = try kit.entry(folder)
    let sources = sources.standardizedFileURL
    var draft = try Draft(folder: sources.appending(path: folder))
    var used: [Module] = []
    for other in entry.uses {
      let below = try module(
        kit.entry(other), Draft(folder: sources.appending(path: other)), using: [])
      draft.add(below.unbuilt)
      used.append(below)
    }
    let module = try module(entry, draft, using: used)
    guard module.object != nil, used.allSatisfy({ $0.object != nil }) else {
      return BuiltAssignment(
        folder: folder, program: nil, unbuilt: module.unbuilt, hash: module.hash)
    }
    return try link(entry, module, used)
  }

  /// The folder of something else that takes long to make, cached by what it is made from.
  /// - Parameters:
  ///   - kind: A word for what it is.
  ///   - make: Makes it, in an empty folder.
  public func kept(
    _ kind: String, from parts: [Data], _ make: (URL) throws -> Void
  ) throws -> URL { try store.entry(kind, from: parts, make) }

  // MARK: - The program

  /// Compiles what calls a student's module, and links the program.
  private func link(
    _ entry: CourseEntry, _ module: Module, _ used: [Module]
  ) throws -> BuiltAssignment {
    let modules = [module] + used
    var unbuilt = module.unbuilt
    let course = try course(entry, modules)
    for (function, message) in try course.uncallable() where unbuilt.functions[function] == nil {
      unbuilt.functions[function] = Problem(
        text:
          "\(function) cannot be called as the handout says: \(message). Was something renamed, "
          + "or is a file missing?", place: nil)
    }
    guard let object = course.object else {
      unbuilt.problems.append(Problem(text: try course.failure(), place: nil))
      return BuiltAssignment(
        folder: entry.folder, program: nil, unbuilt: unbuilt, hash: module.hash)
    }
    let objects = modules.compactMap(\.object) + [object]
    let parts = [library.identity, Data(modules.map(\.hash) + [course.folder.lastPathComponent])]
    let folder = try store.entry("program", from: parts) { folder in
      let outcome = try Tool.run(
        toolchain.linkProgram(
          objects, kit: library.file, modules: Set(modules.flatMap(\.imports)),
          to: folder.appending(path: "Submission").path), within: limit,
        in: workroom?.with(
          folder, reading: modules.map(\.folder) + [course.folder.path]))
      if outcome.status != .exited(0) {
        if outcome.mayBeTheMachines([]) { try throwIfNothingCompiles() }
        try Data(outcome.text.utf8).write(to: folder.appending(path: "failure"))
      }
    }
    if let failure = try? String(contentsOf: folder.appending(path: "failure"), encoding: .utf8) {
      unbuilt.problems.append(
        Problem(text: "It cannot be linked: \(Tool.gist(of: failure))", place: nil))
      return BuiltAssignment(
        folder: entry.folder, program: nil, unbuilt: unbuilt, hash: module.hash)
    }
    return BuiltAssignment(
      folder: entry.folder, program: folder.appending(path: "Submission").path, unbuilt: unbuilt,
      hash: module.hash)
  }

  /// The course's part of an assignment, compiled against a student's module. The module's
  /// interface stays the same whatever its bodies hold, so this is rarely done again.
  private func course(_ entry: CourseEntry, _ modules: [Module]) throws -> CompiledCourse {
    var parts = [library.identity, Data(["\(limit)"])]
    for file in entry.files { parts += [Data([file.name]), Data(file.text.utf8)] }
    for module in modules {
      let files = try FileManager.default.contentsOfDirectory(atPath: module.folder)
      let file = files.first { $0.hasSuffix(".swiftmodule") } ?? ""
      parts += [Data([file]), try Data(contentsOf: URL(filePath: "\(module.folder)/\(file)"))]
    }
    let folder = try store.entry("course", from: parts) { folder in
      try CompiledCourse.compile(
        entry, in: folder, stage: stage,
        compiler: toolchain.compile + [
          "-c", "-Onone", "-wmo", "-module-name", "Course", "-package-name", kit.packageName,
        ] + (modules.map(\.folder) + [library.modules]).flatMap { ["-I", $0] }, within: limit,
        workroom: workroom?.with(folder, reading: modules.map(\.folder)),
        throwIfNothingCompiles: throwIfNothingCompiles)
    }
    return CompiledCourse(folder: folder)
  }
}
