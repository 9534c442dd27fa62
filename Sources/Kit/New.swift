import Authoring
import Grader
import GraphReport
import KitSupport

extension Command {
  /// Makes an assignment.
  static let new = Command(
    name: "new", usage: "new NN-name",
    summary: "Makes a small assignment that works, to be changed into yours."
  ) { arguments in
    guard arguments.count == 1 else {
      throw KitError(
        "new takes the new assignment's folder, as in `swift run kit new 15-layer-norm`.")
    }
    let assignment = try NewAssignment(arguments[0], root: root)
    let written = try assignment.write(
      building: { try build($0, grade: "solutions") },
      drawing: {
        try HandoutDrawings(root: root).files().map { MadeText(path: $0.path, text: $0.text) }
      },
      tabulating: { folder in
        try build("MutantSubmission", grade: "solutions")
        try build("mutants", grade: "solutions")
        try runProgram("mutants", ["--keep", folder], isSilent: true)
      })
    for (path, isNew) in written { print("\(isNew ? "made   " : "changed") \(path)") }
    let number = arguments[0].prefix(2)
    print(
      """

      Grade the solution with `GRADE=solutions swift test --filter "\(number) "`, and the stub with
      `swift test --filter "\(number) "`. Now make it yours: .github/CONTRIBUTING.md says how, and
      `swift run kit check \(number)` what you have forgotten.
      """)
    return 0
  }
}
