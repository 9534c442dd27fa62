import Foundation
import KitSupport

extension MadeClass {
  /// Who hand in something else than a folder with its files.
  static func unpacked() throws -> [MadeStudent] {
    let assignment = SVMSolution.assignment
    func student(
      _ kind: String, _ wanted: Wanted, _ handIn: @escaping @Sendable (URL) throws -> Void
    ) -> MadeStudent { MadeStudent(kind, [assignment: wanted], handIn) }
    let files = FileManager.default
    let solution = PackageFolder.url.appending(path: "solutions/\(SVMSolution.path)")
    let text = try SVMSolution.text()
    return [
      student("has handed in nothing", .blank(status: "cannot be graded")) { _ in },
      student("has handed in notes", .blank(status: "cannot be graded")) {
        try MadeStudent.write("hello", to: $0.appending(path: "notes.txt"))
      },
      student("has handed in the file alone", .allBut([:])) {
        try MadeStudent.write(text, to: $0.appending(path: "SVM.swift"))
      },
      student("has handed in an archive's folder", .allBut([:])) {
        try MadeStudent.write(text, to: $0.appending(path: "kit-main/assignments/04-svm/SVM.swift"))
      },
      student("has handed in a whole kit, with another manifest", .allBut([:])) {
        try MadeStudent.write(text, to: $0.appending(path: "assignments/04-svm/SVM.swift"))
        try MadeStudent.write("fatalError()", to: $0.appending(path: "Package.swift"))
        try MadeStudent.write("let x = 1", to: $0.appending(path: "Tests/Grading/Grading.swift"))
      },
      student("has called the file otherwise", .blank(status: "cannot be graded")) {
        try MadeStudent.write(text, to: $0.appending(path: "04-svm/svm2.swift"))
      },
      student("has handed in a file of two megabytes", .blank(status: "cannot be graded")) {
        try MadeStudent.write(
          text + String(repeating: "// x\n", count: 400_000),
          to: $0.appending(path: SVMSolution.path))
      },
      student("has a link to the solution", .blank(status: "cannot be graded")) {
        try files.createDirectory(
          at: $0.appending(path: assignment), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
          at: $0.appending(path: SVMSolution.path), withDestinationURL: solution)
      },
      student("has a link to the solutions' folder", .blank(status: "cannot be graded")) {
        try FileManager.default.createSymbolicLink(
          at: $0.appending(path: assignment),
          withDestinationURL: solution.deletingLastPathComponent())
      },
      student("has a folder in place of the file", .blank(status: "cannot be graded")) {
        try FileManager.default.createDirectory(
          at: $0.appending(path: SVMSolution.path), withIntermediateDirectories: true)
      },
      student("has a pipe in place of the file", .blank(status: "cannot be graded")) {
        try FileManager.default.createDirectory(
          at: $0.appending(path: assignment), withIntermediateDirectories: true)
        mkfifo($0.appending(path: SVMSolution.path).path, 0o600)
      },
      student("has an empty folder beside the file", .allBut([:])) {
        try files.createDirectory(
          at: $0.appending(path: assignment), withIntermediateDirectories: true)
        try MadeStudent.write(text, to: $0.appending(path: "SVM.swift"))
      },
      student("has bytes that are no text", .allBut([:])) {
        let file = $0.appending(path: SVMSolution.path)
        try MadeStudent.write(text + "// ", to: file)
        try (Data(contentsOf: file) + Data([0xff, 0xfe, 0, 10])).write(to: file)
      },
      student("has files that nobody asked for", .allBut([:])) {
        try MadeStudent.write(text, to: $0.appending(path: SVMSolution.path))
        try MadeStudent.write("extension Tensor {}", to: $0.appending(path: "04-svm/More.swift"))
      },
    ]
  }
}
