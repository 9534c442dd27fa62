/// Gradescope's `results.json`: one test per line.
/// (gradescope-autograders.readthedocs.io, "Autograder Specifications", "Output format".)
public struct GradescopeResults: Encodable, Sendable {
  let tests: [Test]
  let output: String
  let visibility = "visible"
  let stdoutVisibility = "hidden"

  struct Test: Encodable {
    let name: String
    let number: String
    let score: Double
    let maxScore: Double
    let status: String
    let output: String
    let outputFormat = "text"

    enum CodingKeys: String, CodingKey {
      case name, number, score, status, output
      case maxScore = "max_score"
      case outputFormat = "output_format"
    }
  }

  enum CodingKeys: String, CodingKey {
    case tests, output, visibility
    case stdoutVisibility = "stdout_visibility"
  }

  public init(_ record: GradedSubmission, _ weights: Weights) {
    let lines = record.numberedLines.map { number, assignment, line in
      let weight = weights.weight(of: line, in: assignment.folder)
      return Test(
        name: "\(assignment.folder) \(line.title)", number: number,
        score: Double(line.points) * weight, maxScore: weight,
        status: line.points > 0 ? "passed" : "failed", output: line.remark)
    }
    let ungraded = record.ungraded.map { folder, reason in
      Test(
        name: "\(folder) cannot be graded", number: "\(folder.prefix { $0 != "-" })", score: 0,
        maxScore: 0, status: "failed", output: reason)
    }
    tests = lines + ungraded
    output = record.remarks.joined(separator: "\n")
  }
}
