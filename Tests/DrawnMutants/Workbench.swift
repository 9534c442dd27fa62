import Builder
import Foundation
import Grader
import KitSupport
import Synchronization

/// Builds solutions of which a part is written differently, as a student's folder is built.
final class Workbench: Sendable {
  let kit: Kit
  let builder: Builder
  let solutions: URL
  private let scratch: URL

  /// Folders of solutions that nobody is at work on. What was built is known by its path, too: in a
  /// folder that is used again, an assignment that others build upon is built once.
  private let free = Mutex<[URL]>([])

  /// - Parameters:
  ///   - kit: The kit, whose modules must have been built.
  ///   - scratch: An empty folder.
  init(_ kit: Kit, scratch: URL) throws {
    (self.kit, self.scratch) = (kit, scratch)
    builder = try Builder(kit: kit, keptIn: scratch.appending(path: "builds"))
    solutions = kit.root.appending(path: "solutions")
    guard FileManager.default.fileExists(atPath: solutions.path) else {
      throw KitError("Mutants are made from the solutions, and there is no \(solutions.path).")
    }
  }

  /// What was built, and how it is graded.
  struct Planted {
    let built: BuiltAssignment
    fileprivate let sources: URL

    /// Whether all of it compiles.
    var isWhole: Bool { built.program != nil && built.unbuilt == Unbuilt() }

    /// What the judge says of it.
    /// - Parameters:
    ///   - expected: The folder that holds the files of expected values.
    ///   - functions: The functions that alone are graded; `nil` for all.
    func report(on expected: URL, only functions: [String]? = nil) throws -> Report {
      try built.grade(sources: sources, expected: expected) {
        functions?.contains($0.name) ?? true
      }
    }
  }

  /// Plants a text in the place of a part of a solution, and builds that.
  /// - Parameter use: Looks at what was built, which is there no longer than that.
  func with<Result>(
    _ text: String, in part: SolutionPart, _ use: (Planted) throws -> Result
  ) throws -> Result { try with([(text, part)], use) }

  /// Plants texts in the place of parts of one solution, and builds that.
  /// - Parameters:
  ///   - texts: The texts and the parts, of which no two overlap; at least one.
  ///   - use: Looks at what was built, which is there no longer than that.
  func with<Result>(
    _ texts: [(text: String, part: SolutionPart)], _ use: (Planted) throws -> Result
  ) throws -> Result {
    let place = free.withLock { $0.popLast() } ?? scratch.appending(path: "mutant-\(UUID())")
    defer { free.withLock { $0.append(place) } }
    let files = FileManager.default
    try files.createDirectory(at: place, withIntermediateDirectories: true)
    let assignment = texts[0].part.folder
    for folder in try kit.folders(behind: [assignment]) {
      let copy = place.appending(path: folder)
      if !files.fileExists(atPath: copy.path) {
        try files.copyItem(at: solutions.appending(path: folder), to: copy)
      }
    }
    let byFile = Dictionary(grouping: texts) { $0.part.file.name }
    func write(_ text: ([(text: String, part: SolutionPart)]) -> String) throws {
      for (name, planted) in byFile {
        try text(planted)
          .write(
            to: place.appending(path: "\(assignment)/\(name)"), atomically: true, encoding: .utf8)
      }
    }
    try write { planted in
      var (whole, rest) = ("", planted[0].part.file.text[...])
      for (text, part) in planted.sorted(by: { $0.part.range.lowerBound < $1.part.range.lowerBound }
      ) {
        let lines = part.file.text[part.range].count(where: \.isNewline)
        // What stands further down is known by the numbers of its lines.
        let lost = max(0, lines - text.count(where: \.isNewline))
        whole += rest[..<part.range.lowerBound] + text + String(repeating: "\n", count: lost)
        rest = rest[part.range.upperBound...]
      }
      return whole + rest
    }
    defer { try? write { $0[0].part.file.text } }
    return try use(Planted(built: builder.build(assignment, in: place), sources: place))
  }
}
