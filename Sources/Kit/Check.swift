import Authoring
import Foundation
import Grader
import GraphReport

extension Command {
  /// Finds what is missing or stale in the course.
  static let check = Command(
    name: "check", usage: "check [NN]",
    summary: "Finds what is missing or stale in the course, or in one assignment, and what to do."
  ) { arguments in
    guard arguments.count < 2 else {
      throw Unusable("check takes one assignment at most, as in `swift run kit check 04`.")
    }
    let inspection = try Inspection(root: root, of: arguments.first)
    let drawings = try HandoutDrawings(root: root).stale().map(\.path)
      .filter { path in inspection.folders.contains { path.hasPrefix("assignments/\($0)/") } }
      .map { Defect($0, "is not what the solution gives: run `swift run kit drawings`.") }
    let defects = try inspection.defects() + drawings
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
    if try runProgram("mutants", ["--check"] + folder) != 0 { isStale = true }
    if !isStale { print("Nothing is missing or stale.") }
    return isStale ? 1 : 0
  }
}
