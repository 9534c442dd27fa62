/// PrairieLearn's external grading results.
/// (prairielearn.readthedocs.io, "External grading", "Grading results".)
public struct PrairieLearnResults: Encodable, Sendable {
  let gradable: Bool
  let score: Double
  let message: String
  let tests: [Test]

  struct Test: Encodable {
    let name: String
    let description: String
    let points: Double
    let maxPoints: Double
    let message: String

    enum CodingKeys: String, CodingKey {
      case name, description, points, message
      case maxPoints = "max_points"
    }
  }

  public init(_ record: GradedSubmission, _ weights: Weights) {
    gradable = record.assignments.contains { $0.status.hasPoints }
    tests = record.numberedLines.map { _, assignment, line in
      let weight = weights.weight(of: line, in: assignment.folder)
      return Test(
        name: "\(assignment.folder) \(line.title)", description: line.verdict,
        points: Double(line.points) * weight, maxPoints: weight, message: line.remark)
    }
    let possible = tests.reduce(0) { $0 + $1.maxPoints }
    score = possible > 0 ? tests.reduce(0) { $0 + $1.points } / possible : 0
    message = record.remarks.joined(separator: "\n")
  }
}
