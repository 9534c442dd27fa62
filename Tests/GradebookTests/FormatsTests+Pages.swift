import Foundation
import Testing
@testable import Gradebook

// The pages for people.

extension FormatsTests {
  @Test("A page shows a student's text as text")
  func pages() throws {
    let page = Pages().page(of: .mixed)
    #expect(!page.contains("<script>"))
    #expect(!page.contains("\u{1b}"))
    #expect(page.contains("Eve &lt;script&gt;"))
    #expect(page.contains("04-svm/SVM.swift:31"))
    #expect(!page.contains("http"))
  }

  @Test("The tables and the class's page are made from the records, each row a line")
  func tables() throws {
    let scratch = try Scratch()
    let records = Records(folder: scratch.url.appending(path: "records"))
    try records.write(.mixed)
    let tables = Tables(records, assignments: ["04-svm", "05-softmax"])
    let (lines, grades) = (
      scratch.url.appending(path: "lines.jsonl"), scratch.url.appending(path: "grades.csv")
    )
    try tables.writeLines(to: lines)
    let rows = try String(contentsOf: lines, encoding: .utf8).split(separator: "\n")
    #expect(rows.count == 4)
    let row = try #require(JSONSerialization.jsonObject(with: Data(rows[1].utf8)) as? [String: Any])
    #expect(row["student"] as? String == "=1+1")
    #expect(row["cause"] as? String == "the sign")
    #expect(row["seed"] as? Int == 7)
    try tables.writeGrades(to: grades)
    let table = try CSV.rows(of: String(contentsOf: grades, encoding: .utf8))
    #expect(table[0] == ["id", "04-svm", "05-softmax", "points", "remarks"])
    #expect(table[1].prefix(4) == ["'=1+1", "1", "", "1"])
    #expect(table[1][4].contains("05-softmax: cannot be graded, it was not handed in"))
    let page = scratch.url.appending(path: "class.html")
    try Pages().writeClass(records, to: page)
    let html = try String(contentsOf: page, encoding: .utf8)
    #expect(html.contains("svmLoss: margins") && html.contains("the sign"))
    #expect(!html.contains("<script>"))
    // Nothing is linked to that is not there.
    #expect(!html.contains("<a "))
  }

  @Test("The class page leads to a student's pages, and shows the code of a frequent cause")
  func classLinks() throws {
    let scratch = try Scratch()
    let records = Records(folder: scratch.url.appending(path: "records"))
    var record = GradedSubmission.mixed
    record.student = .init(id: "ann", folder: "Ann 1", name: "Ann")
    record.assignments[0].lines[1].code = "max(0, margins) < 1"
    try records.write(record)
    try scratch.write("", to: "html/Ann%201.html")
    try scratch.write("", to: "report/Ann%201.html")
    let page = scratch.url.appending(path: "class.html")
    try Pages().writeClass(records, to: page)
    let html = try String(contentsOf: page, encoding: .utf8)
    #expect(html.contains("<a href=\"html/Ann%25201.html\">ann</a>"))
    #expect(html.contains("<a href=\"report/Ann%25201.html\">graphs</a>"))
    #expect(html.contains("<code>max(0, margins) &lt; 1</code>"))
  }
}
