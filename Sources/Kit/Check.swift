import Authoring
import Foundation
import Grader
import GraphReport
import KitSupport
import Tutor

extension Command {
  /// Finds what is missing or stale in the course.
  static let check = Command(
    name: "check", usage: "check [NN] [--tested]",
    summary: "Finds what is missing or stale in the course, or in one assignment, and what to do. "
      + "--tested leaves out what the kit's tests hold as well."
  ) { arguments in
    let isTested = arguments.contains("--tested")
    let arguments = arguments.filter { $0 != "--tested" }
    guard arguments.count < 2 else {
      throw KitError("check takes one assignment at most, as in `swift run kit check 04`.")
    }
    let inspection = try Inspection(root: root, of: arguments.first)
    var defects = try inspection.defects()
    if defects.isEmpty {
      defects = try staleDrawings(of: inspection.folders) + missingHints(in: inspection.folders)
    }
    for defect in defects { print(defect) }
    // With a file missing there is nothing that could be built.
    if !defects.isEmpty { return 1 }

    try build("Submission", grade: "solutions")
    let check = SolutionCheck(root: root, submission: Products.submission)
    var isStale = false
    for folder in inspection.folders {
      for defect in check.defects(of: folder) {
        print(defect)
        isStale = true
      }
    }
    try build("MutantSubmission", grade: "solutions")
    try build("mutants", grade: "solutions")
    let folder = arguments.isEmpty ? [] : inspection.folders
    if try runProgram("mutants", [isTested ? "--check-examples" : "--check"] + folder) != 0 {
      isStale = true
    }
    if !isStale { print("Nothing is missing or stale.") }
    return isStale ? 1 : 0
  }
}

/// The lines for which the handouts have no hint.
private func missingHints(in folders: [String]) throws -> [Defect] {
  try folders.compactMap { folder in
    let handout = root.appending(path: "assignments/\(folder)")
    let expected = try Expected.read(folder, from: Products.expected(seed: nil, root: root))
    let lines = Hints(handoutIn: handout).linesWithout(in: expected)
    return lines.isEmpty
      ? nil
      : Defect(
        "assignments/\(folder)/README.md",
        "has no hint for \(lines.joined(separator: ", ")): add a <details> whose summary names the "
          + "line.")
  }
}

/// The handouts' drawings that are not what the expected values give.
private func staleDrawings(of folders: [String]) throws -> [Defect] {
  try HandoutDrawings(root: root).stale()
    .filter { file in folders.contains { file.path.hasPrefix("assignments/\($0)/") } }
    .map { Defect($0.path, "is not what the solution gives: run `swift run kit drawings`.") }
}
