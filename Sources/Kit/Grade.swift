import Builder
import Foundation
import Grader
import KitSupport
import Supervisor
import Synchronization
import Tutor

extension Command {
  /// Builds and grades assignments by themselves.
  static let grade = Command(
    name: "grade", usage: "grade [NN …] [--from DIR] [--case NAME]",
    summary:
      "Builds and grades the assignments of these numbers, or all, and nothing else. Ends with 0 if "
      + "all lines are right, with 1 if not."
  ) { arguments in
    let options = try GradeOptions(arguments, of: "grade")
    return try options.grade(kit.folders(meantBy: options.words))
  }
}

/// What the commands that grade are asked for.
struct GradeOptions {
  /// Numbers of assignments, and what stands behind them.
  private(set) var words: [String] = []

  /// The folder that holds the assignments' folders.
  private(set) var sources: URL

  /// The case to grade on; `nil` for all.
  private(set) var caseName: String?

  /// - Throws: A sentence where an option has no value, or is none.
  init(_ arguments: [String], of command: String) throws {
    let folder = ProcessInfo.processInfo.environment["GRADE"] ?? "assignments"
    sources = root.appending(path: folder)
    var rest = ArgumentReader(arguments)
    while let argument = rest.next() {
      switch argument {
      case "--from": sources = try rest.file(of: argument)
      case "--case": caseName = try rest.value(of: argument, "the name of a case")
      case _ where argument.hasPrefix("-"):
        throw KitError("\(command) has no option \(argument).")
      default: words.append(argument)
      }
    }
  }

  /// What builds and grades.
  func run() throws -> GradingRun {
    let limits = try Limits(asked: ProcessInfo.processInfo.environment)
    return GradingRun(
      try Builder(kit: kit, limit: limits.secondsToCompile), kit, sources: sources,
      expected: Products.expected(seed: nil, root: root), limits: limits, caseName: caseName)
  }

  /// Grades assignments and prints what is to be said, the board last.
  /// - Returns: The exit code.
  func grade(_ folders: [String]) throws -> Int32 {
    let run = try run()
    let graded = Mutex<[Report]>([])
    try inParallel(folders, { try run.grade($0) }) { report in
      for complaint in report.complaints { print(complaint.text(below: here), terminator: "\n\n") }
      graded.withLock { $0.append(report) }
    }
    let reports = graded.withLock { $0 }
    print(Board(reports, root: here).text)
    if let warning = run.warning { print("\n" + warning) }
    return reports.allSatisfy(\.isComplete) ? 0 : 1
  }
}

/// The kit on the disk.
let kit = Kit(
  root: root, products: URL(filePath: Products.program("kit")).deletingLastPathComponent())

/// The folder that paths are named from.
let here = FileManager.default.currentDirectoryPath
