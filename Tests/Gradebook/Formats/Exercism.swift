/// Exercism's `results.json`, version 3.
/// (exercism.org/docs/building/tooling/test-runners/interface.)
public struct ExercismResults: Encodable, Sendable {
  let version = 3
  let status: String
  let message: String?
  let tests: [Test]

  struct Test: Encodable {
    let name: String
    let status: String
    let message: String?
    let output: String?
    let testCode: String

    enum CodingKeys: String, CodingKey {
      case name, status, message, output
      case testCode = "test_code"
    }
  }

  public init(_ record: GradedSubmission) {
    tests = record.numberedLines.map { _, assignment, line in
      Test(
        name: "\(assignment.folder) \(line.title)",
        status: line.points > 0 ? "pass" : "fail", message: line.points > 0 ? nil : line.remark,
        output: nil, testCode: "\(line.function): \(line.line)")
    }
    if tests.isEmpty {
      (status, message) = ("error", record.remarks.joined(separator: "\n"))
    } else {
      (status, message) = (tests.allSatisfy { $0.status == "pass" } ? "pass" : "fail", nil)
    }
  }
}
