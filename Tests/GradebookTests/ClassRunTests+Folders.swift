import Foundation
import MadeClass
import Testing
@testable import Gradebook

// What lies in the folders of a class.

extension ClassRunTests {
  @Test("Links, stray files and what is too long are left out, and listed")
  func leftOut() throws {
    let scratch = try Scratch()
    _ = try Self.makeClass(in: scratch)
    try scratch.write(String(repeating: "x", count: 2 << 20), to: "in/student 5/04-svm/A.swift")
    try scratch.write("hi", to: "in/student 5/Package.swift")
    let staging = try Staging(stubs: scratch.url.appending(path: "kit/assignments"))
    let result = try staging.stage(
      scratch.url.appending(path: "in/student 5"), to: scratch.url.appending(path: "staged"))
    #expect(result.leftOut.count == 3)
    #expect(result.leftOut.contains { $0.hasPrefix("04-svm/B.swift: it is a link") })
    #expect(result.leftOut.contains { $0.hasPrefix("04-svm/A.swift: 2097152 bytes") })
    #expect(result.leftOut.contains("Package.swift: no assignment has it"))
    let copy = scratch.url.appending(path: "staged/04-svm/B.swift")
    #expect(try String(contentsOf: copy, encoding: .utf8) == "stub")
  }

  @Test(
    "A submission is found in whatever folders it was packed",
    arguments: [
      "04-svm/", "assignments/04-svm/", "kit-main/assignments/04-svm/", "kit-main/04-svm/", "",
      "kit-main/",
    ])
  func places(_ folder: String) throws {
    let scratch = try Scratch()
    try scratch.write("stub", to: "kit/assignments/04-svm/A.swift")
    try scratch.write("stub", to: "kit/assignments/04-svm/B.swift")
    try scratch.write("stub", to: "kit/assignments/05-softmax/C.swift")
    try scratch.write("mine", to: "in/ann/\(folder)A.swift")
    try scratch.write("picture", to: "in/ann/__MACOSX/x")
    let staged = scratch.url.appending(path: "staged")
    let result = try Staging(stubs: scratch.url.appending(path: "kit/assignments"))
      .stage(scratch.url.appending(path: "in/ann"), to: staged)
    let copy = staged.appending(path: "04-svm/A.swift")
    #expect(try String(contentsOf: copy, encoding: .utf8) == "mine")
    #expect(result.missing == ["04-svm": ["B.swift"]])
    #expect(result.absent == ["05-softmax"])
    #expect(result.leftOut == ["__MACOSX: no assignment has it"])
  }

  @Test("Of a whole kit that was handed in, what is not looked at is told by its folders")
  func wholeKit() throws {
    let scratch = try Scratch()
    try scratch.write("stub", to: "kit/assignments/04-svm/A.swift")
    for path in [
      "assignments/04-svm/A.swift", "assignments/04-svm/README.md",
      "assignments/04-svm/drawings/a.svg", "Sources/Course/SVM.swift", "Sources/Course/Other.swift",
      "Package.swift", ".git/objects/00/11",
    ] {
      try scratch.write("x", to: "in/ann/\(path)")
    }
    let result = try Staging(stubs: scratch.url.appending(path: "kit/assignments")).stage(
      scratch.url.appending(path: "in/ann"), to: scratch.url.appending(path: "staged"))
    #expect(result.absent.isEmpty && result.missing.isEmpty)
    #expect(
      result.leftOut.map { $0.prefix { $0 != ":" } } == [".git", "Package.swift", "Sources"])
  }

  @Test("Two gradebooks do not work in one folder")
  func lock() throws {
    let scratch = try Scratch()
    let first = try FolderLock(scratch.url)
    #expect { try FolderLock(scratch.url) } throws: { "\($0)".contains("Another gradebook") }
    withExtendedLifetime(first) {}
  }

  @Test("No name leaves the folder of records, and no two become one")
  func names() {
    let names = ["..", ".", "a/b", "a%2Fb", "\u{e4}", "a\u{308}", "😀", "a b", "A", ""]
    let safe = names.map(FileName.safe)
    #expect(Set(safe).count == names.count)
    #expect(safe.allSatisfy { !$0.contains("/") && !$0.contains(".") })
  }

  @Test("Whoever draws graphs sees each staged copy, and whether its grade is a new one")
  func afterwards() throws {
    let scratch = try Scratch()
    try scratch.write("stub", to: "kit/assignments/04-svm/A.swift")
    try scratch.write("right wrong", to: "in/ann/04-svm/A.swift")
    let root = scratch.url
    let seen = Notes()
    let grader = StudentGrader(
      engine: ScriptedEngine(),
      staging: try Staging(stubs: root.appending(path: "kit/assignments")),
      assignments: ["04-svm"], scratch: root.appending(path: "scratch"),
      afterwards: { student, staged, isNew in
        let file = staged.appending(path: "04-svm/A.swift")
        seen.add("\(student.id) \(try String(contentsOf: file, encoding: .utf8)) \(isNew)")
      })
    let ann = Roster.Student(id: "ann", folder: "ann", name: "Ann")
    let folder = root.appending(path: "in/ann")
    let first = try grader.grade(ann, in: folder, known: nil)
    _ = try grader.grade(ann, in: folder, known: first)
    #expect(seen.all == ["ann right wrong true", "ann right wrong false"])
  }

  final class Notes: @unchecked Sendable {
    private let lock = NSLock()
    private var notes: [String] = []
    func add(_ note: String) { lock.withLock { notes.append(note) } }
    var all: [String] { lock.withLock { notes } }
  }
}
