import Authoring
import Foundation
import KitSupport
import MadeClass

/// What a submission costs in classes of several sizes, for the instructors' page.
struct CostTable {
  private static let page = PackageFolder.url.appending(path: ".github/gradebook/README.md")

  /// Measures, and writes the table into the page.
  func write() throws {
    let course = try FileManager.default.contentsOfDirectory(
      atPath: PackageFolder.url.appending(path: "solutions").path
    ).sorted()
    // What is built once for all, and kept, is no student's cost.
    _ = try cost(1, of: course, "the whole course, to begin with")
    var costs = try [10, 100, 1000].map { try cost($0, of: ["04-svm"], "04-svm") }
    costs.append(try cost(10, of: course, "the whole course"))
    let rates = costs.suffix(2).map { String(format: "%.0f of %@", 120 / $0.cpu, $0.name) }
    let table =
      "| students | of | CPU a student | seconds a student | a minute | memory of the gradebook |\n"
      + "|--:|---|--:|--:|--:|--:|\n" + costs.map(\.row).joined()
      + "\nMade by `swift run classtrial costs` on \(Machine.description).\n"
      + "By the CPU, two cores that have nothing else to do grade \(rates.joined(separator: " and ")) "
      + "a minute.\n"
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    guard let section = Section("costs", in: text) else {
      throw KitError("\(Self.page.path) has lost its marks \(Section.marks("costs")).")
    }
    try Data(section.replaced(by: table).utf8).write(to: Self.page)
  }

  private struct Cost {
    let name: String

    /// Seconds of CPU for a student.
    let cpu: Double
    let row: String
  }

  private func cost(_ count: Int, of folders: [String], _ name: String) throws -> Cost {
    let folder = try ScratchFolder()
    let (handedIn, grades) = (folder.url.appending(path: "in"), folder.url.appending(path: "out"))
    for student in 0..<count {
      try Homework.handIn(student, folders, to: handedIn.appending(path: "student \(student)"))
    }
    let run = try GradebookRun([
      handedIn.path, "--out", grades.path, "--only", folders.joined(separator: ","),
    ])
    guard run.wait() == 0 else { throw KitError("kit gradebook failed: \(run.said)") }
    let (seconds, cpu) = (run.seconds / Double(count), run.cpuSeconds / Double(count))
    let row = String(
      format: "| %d | %@ | %.2f s | %.2f s | %.0f | %.0f MB |\n", count, name, cpu, seconds,
      60 / seconds, run.megabytes)
    print(row, terminator: "")
    fflush(nil)
    return Cost(name: name, cpu: cpu, row: row)
  }
}
