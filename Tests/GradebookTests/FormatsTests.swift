import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Gradebook

@Suite("What other systems read")
struct FormatsTests {
  static func json(_ value: some Encodable) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? [String: Any])
  }

  static func tests(_ object: [String: Any], _ key: String = "tests") throws -> [[String: Any]] {
    try #require(object[key] as? [[String: Any]])
  }

  @Test("Gradescope gets a test a line, with scores that add up")
  func gradescope() throws {
    let object = try Self.json(GradescopeResults(.mixed, Weights()))
    let tests = try Self.tests(object)
    #expect(tests.map { $0["score"] as? Double } == [1, 0, 0, 0, 0])
    // What cannot be graded is a failed test worth nothing: of no tests at all there is no score.
    #expect(tests.map { $0["max_score"] as? Double } == [1, 1, 1, 1, 0])
    #expect(
      tests.map { $0["status"] as? String } == ["passed"] + Array(repeating: "failed", count: 4))
    #expect(tests.map { $0["number"] as? String } == ["04.1", "04.2", "04.3", "04.4", "05"])
    #expect(tests[4]["output"] as? String == "it was not handed in")
    #expect(object["visibility"] as? String == "visible")
    #expect((object["output"] as? String)?.contains("05-softmax: cannot be graded") == true)
  }

  @Test("PrairieLearn gets a score from 0 to 1")
  func prairieLearn() throws {
    let object = try Self.json(PrairieLearnResults(.mixed, Weights()))
    #expect(object["gradable"] as? Bool == true)
    #expect(object["score"] as? Double == 0.25)
    #expect(try Self.tests(object).allSatisfy { $0["points"] != nil && $0["max_points"] != nil })
  }

  @Test("Classroom 50 gets every field of its schema, or a sentence where its runner is not there")
  func classroom50() throws {
    let environment = [
      "CLASSROOM": "dl", "ASSIGNMENT": "svm", "SUBMISSION_TAG": "submit/1",
      "COMMIT_URL": "https://c",
      "RELEASE_URL": "https://r", "REVIEW_URL": "",
    ]
    let date = Date(timeIntervalSince1970: 0)
    let object = try Self.json(
      Classroom50Result(.mixed, environment: environment, date: date))
    #expect(
      Set(object.keys) == [
        "schema", "classroom", "assignment", "submission", "commit", "release", "review",
        "datetime",
        "score", "max-score", "tests",
      ])
    #expect(object["schema"] as? String == "classroom50/result/v1")
    #expect(object["datetime"] as? String == "1970-01-01T00:00:00Z")
    #expect(object["review"] as? String == "https://c")
    #expect(object["score"] as? Int == 1 && object["max-score"] as? Int == 4)
    // Without its last test, of what cannot be graded, a submission of nothing else would pass.
    let tests = try Self.tests(object)
    #expect(tests.map { $0["passed"] as? Bool } == [true, false, false, false, false])
    for test in tests {
      #expect(Set(test.keys) == ["test-name", "passed", "score", "max-score"])
    }
    #expect {
      try Classroom50Result(.mixed, environment: ["CLASSROOM": "x"], date: date)
    } throws: { "\($0)".contains("ASSIGNMENT") }
  }

  @Test("check50 gets what waits as skipped, with its dependency")
  func check50() throws {
    let checks = try Self.tests(Self.json(Check50Results(.mixed, slug: "x")), "results")
    #expect(checks.map { $0["passed"] as? Bool } == [true, false, nil, false])
    #expect(checks[2]["passed"] is NSNull)
    #expect(checks[2]["dependency"] as? String == "04-svm/svmLoss.margins")
    #expect(checks[0]["cause"] is NSNull)
    #expect(((checks[1]["cause"] as? [String: Any])?["help"] as? String) == "the sign")
    for check in checks {
      #expect(
        Set(check.keys) == ["name", "description", "passed", "log", "cause", "data", "dependency"])
    }
  }

  @Test("Exercism gets version 3, with a status of its own words")
  func exercism() throws {
    let object = try Self.json(ExercismResults(.mixed))
    #expect(object["version"] as? Int == 3)
    #expect(object["status"] as? String == "fail")
    #expect(
      try Self.tests(object).map { $0["status"] as? String } == ["pass", "fail", "fail", "fail"])
  }

  @Test("JUnit's XML is well formed whatever a student wrote, and counts right")
  func junit() throws {
    let xml = JUnit.xml(.mixed)
    final class Counter: NSObject, XMLParserDelegate {
      var elements: [String: Int] = [:]
      func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
      ) { elements[element, default: 0] += 1 }
    }
    let (parser, counter) = (XMLParser(data: Data(xml.utf8)), Counter())
    parser.delegate = counter
    #expect(parser.parse(), "\(xml)")
    #expect(
      counter.elements == [
        "testsuites": 1, "testsuite": 2, "testcase": 5, "failure": 1, "skipped": 2, "error": 1,
      ])
    #expect(xml.contains("tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"2\""))
  }

  @Test("A student's text cannot speak as a workflow command, nor break out of its table")
  func github() {
    let annotations = GitHub.annotations(.mixed)
    #expect(annotations.split(separator: "\n").count == 1)
    #expect(
      annotations.hasPrefix("::error file=04-svm/SVM.swift,line=31,title=svmLoss%3A margins::"))
    #expect(annotations.contains("%0A::set-output x=%25"))
    var record = GradedSubmission.mixed
    record.assignments[1].status = .cannotBeGraded("![x](http://e.com) | @all\n# <b>")
    let summary = GitHub.summary(record, Weights())
    let rows = summary.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 4)
    #expect(rows[3].filter { $0 == "|" }.count == 4)
    #expect(!"[]@#!(".contains { rows[3].replacing("&#", with: "").contains($0) })
    // What is wrong stands where nothing is a sign of Markdown's.
    let quoted = summary.split(separator: "<pre>").last?.split(separator: "</pre>").first ?? ""
    #expect(quoted.contains("04-svm/SVM.swift:31\nsvmLoss: margins: is"))
    #expect(quoted.contains("&lt;b&gt;") && !quoted.contains("<"))
  }

  @Test("Canvas and Moodle get their columns; what could not be graded is blank, not zero")
  func lms() throws {
    let folders = ["04-svm", "05-softmax"]
    let scratch = try Scratch()
    let records = Records(folder: scratch.url)
    try records.write(.mixed)
    let lms = LMS(assignments: folders, Weights())
    var (canvasText, moodleText) = ("", "")
    try lms.canvas(records) { canvasText += $0 }
    try lms.moodle(records) { moodleText += $0 }
    let canvas = try CSV.rows(of: canvasText)
    #expect(canvas[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"] + folders)
    #expect(canvas[1] == ["Points Possible", "", "", "", "", "4", ""])
    #expect(canvas[2].suffix(2) == ["1", ""])
    #expect(canvas[2][2] == "'=1+1")
    let moodle = try CSV.rows(of: moodleText)
    #expect(moodle == [["idnumber"] + folders, ["'=1+1", "1", ""]])
  }
}
