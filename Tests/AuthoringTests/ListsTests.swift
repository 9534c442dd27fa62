import Foundation
import TestSupport
import Testing

@testable import Authoring

@Suite("Lists of assignments")
struct ListsTests {
  static let root = Submissions.root

  @Test("are what the table in Package.swift says")
  func current() throws {
    for list in try Lists(root: Self.root, rows: CourseTable(root: Self.root).rows).made() {
      #expect(!list.isStale(root: Self.root), "\(list.path): run `swift run kit lists`")
    }
  }

  @Test(
    "put no test into a line whose number another assignment's filter would find",
    arguments: [1, 9, 15, 40, 100])
  func filters(_ count: Int) {
    let rows = (0..<count).map { number in
      CourseTable.Row(
        folder: (number < 10 ? "0\(number)" : "\(number)") + "-name", module: "Name", uses: [])
    }
    let text = Lists(root: Self.root, rows: Array(rows.prefix(50))).inSwift
      .first { $0.path.hasSuffix("Grading.swift") }!.text
    let lines = text.components(separatedBy: "\n")
    #expect(lines.count { $0.contains("@Test") } == min(count, 50))
    for (index, line) in lines.enumerated() where line.contains("@Test") {
      for row in rows.prefix(50) where !line.contains("`\(row.number) name`") {
        #expect(!"\(index + 1)".contains(row.number), "\(line)")
      }
    }
  }

  @Test(
    "call an assignment in Swift as a Swift programmer would",
    arguments: [("SVM", "svm"), ("ConvNet", "convNet"), ("RNNCell", "rnnCell"), ("Gates", "gates")])
  func property(_ module: String, _ property: String) {
    #expect(CourseTable.Row(folder: "04-x", module: module, uses: []).property == property)
  }

  @Test("A new row stands where its number belongs")
  func row() throws {
    let table = try CourseTable(root: Self.root)
    let row = CourseTable.Row(folder: "03-zebra", module: "Zebra", uses: ["SVM"])
    let lines = table.manifest(adding: row).components(separatedBy: "\n")
    let index = try #require(lines.firstIndex(of: "  (\"03-zebra\", \"Zebra\", [\"SVM\"]),"))
    #expect(lines[index - 1].contains("03-linear"))
    #expect(lines[index + 1].contains("04-svm"))
  }
}
