import Builder
import Foundation
import Grader
import KitSupport

extension Command {
  /// Builds and grades assignments by themselves.
  static let grade = Command(
    name: "grade", usage: "grade [NN …] [--from DIR]",
    summary:
      "Builds and grades the assignments of these numbers, or all, and nothing else. Ends with 0 if "
      + "all lines are right, with 1 if not."
  ) { arguments in
    var sources = root.appending(path: "assignments")
    var words: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--from":
        guard let folder = rest.popFirst() else {
          throw KitError("--from takes a folder that holds assignments' folders.")
        }
        sources = URL(filePath: folder)
      case _ where argument.hasPrefix("-"):
        throw KitError(
          "grade does not take \(argument). It takes numbers of assignments and --from.")
      default: words.append(argument)
      }
    }
    let folders = try kit.folders(meantBy: words)
    let run = GradingRun(
      try Builder(kit: kit), kit, sources: sources,
      expected: Products.expected(seed: nil, root: root))
    var reports: [Report] = []
    for folder in folders {
      let report = try run.grade(folder)
      for complaint in report.complaints { print(complaint.text(below: here), terminator: "\n\n") }
      reports.append(report)
    }
    print(Board(reports, root: here).text)
    return reports.allSatisfy(\.isComplete) ? 0 : 1
  }
}

/// The kit on the disk.
let kit = Kit(
  root: root, products: URL(filePath: Products.program("kit")).deletingLastPathComponent())

/// The folder that paths are named from.
let here = FileManager.default.currentDirectoryPath

extension Complaint {
  /// The complaint behind its place, as compilers write it, so that a terminal and an editor can go
  /// there.
  fileprivate func text(below folder: String) -> String {
    (place.map { $0.description(below: folder) + ": " } ?? "") + text
  }
}
