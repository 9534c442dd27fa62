import Foundation
import Grader
import TestSupport
import Testing

@testable import Authoring
import KitSupport

/// A copy of what a new assignment changes: nothing here touches the package itself.
private final class Copy {
  let root = FileManager.default.temporaryDirectory.appending(path: "kit-\(UUID())")

  init() throws {
    for path in [
      "Package.swift", "README.md", "assignments", "solutions", "Sources/Course",
      "Sources/FlatBackprop", "Tests/Grading", "Tests/Mutants",
    ] {
      let copy = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: Submissions.root.appending(path: path), to: copy)
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Every file and folder, with the text of each file.
  var contents: [String: String] {
    let paths = (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String]) ?? []
    return Dictionary(
      uniqueKeysWithValues: paths.map {
        ($0, (try? String(contentsOf: root.appending(path: $0), encoding: .utf8)) ?? "")
      })
  }
}

@Suite("A new assignment")
struct NewAssignmentTests {
  @Test(
    "is refused in a sentence where its name will not do, and nothing is written",
    arguments: [
      ("layer-norm", "two digits and small letters"), ("7-x", "two digits and small letters"),
      ("90-Layer", "two digits and small letters"), ("90-a/b", "two digits and small letters"),
      ("90-", "two digits and small letters"), ("90-top10", "holds two digits"),
      ("04-hinge", "04 already, 04-svm"), ("90-class", "keyword of Swift"),
      ("90-svm", "module of 04-svm"), ("90-train", "module of the kit"),
      ("90-course", "module of the kit"), ("90-string", "of the system"),
      ("90-tensor", "name in FlatBackprop"), ("90-max", "name in FlatBackprop"),
      ("90-assignments", "property"),
    ])
  func names(_ name: String, _ words: String) throws {
    let copy = try Copy()
    let before = copy.contents
    #expect {
      try NewAssignment(name, root: copy.root)
    } throws: { "\($0)".contains(words) }
    #expect(copy.contents == before)
  }

  @Test("leaves everything as it was where something goes wrong on the way")
  func undone() throws {
    let copy = try Copy()
    let before = copy.contents
    #expect {
      try NewAssignment("90-trial-of-the-kit", root: copy.root).write(
        building: { _ in throw KitError("There is no compiler.") }, drawing: { [] },
        tabulating: { _ in })
    } throws: {
      "\($0)" == "There is no compiler.\nAll files are as they were before."
    }
    #expect(copy.contents == before)
  }

  @Test("stands in its five places and in all the lists, in the kit's format")
  func places() throws {
    let copy = try Copy()
    let name = try AssignmentName(
      "90-trial-of-the-kit", root: copy.root, table: CourseTable(root: copy.root))
    let template = Template(name)
    for file in template.files { try file.write(root: copy.root) }
    #expect(
      template.files.map(\.path) == [
        "solutions/90-trial-of-the-kit/TrialOfTheKit.swift",
        "assignments/90-trial-of-the-kit/README.md",
        "Sources/Course/TrialOfTheKit.swift", "Tests/Mutants/TrialOfTheKitMutants.swift",
      ])
    let manifest = try CourseTable(root: copy.root).manifest(adding: name.row)
    try MadeText(path: "Package.swift", text: manifest).write(root: copy.root)
    // What is made by the commands is missing yet, and the check says by which.
    let made = try Inspection(root: copy.root, of: "90").defects()
    #expect(
      made.map(\.place) == [
        "Tests/Grading/Expected/90-trial-of-the-kit.json",
        "assignments/90-trial-of-the-kit/TrialOfTheKit.swift",
        "Sources/Course/Course.swift", "Tests/Grading/Grading.swift",
        "Tests/Mutants/Mutants+Course.swift", "README.md",
      ])
    #expect(made.allSatisfy { $0.text.contains("swift run kit ") })
  }
}
